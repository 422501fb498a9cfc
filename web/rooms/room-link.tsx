import { NavLink } from 'react-router';
import type { RoomSummaryFragment } from '../gql/graphql.ts';
import { Avatar } from '../people/avatar.tsx';
import { useWorkspace } from '../session/session-context.tsx';
import { fullMoment, shortMoment } from './moment.ts';
import classes from './room-link.module.css';
import { RoomSign } from './room-sign.tsx';
import { roomTitle } from './room-title.ts';

/** A room in the list: its name, what was said last, and how much is unread. */
export function RoomLink({ room, lastActivityAt }: { room: RoomSummaryFragment; lastActivityAt: string }) {
  const title = roomTitle(room);
  const unread = room.unreadCount;
  return (
    <NavLink to={`/rooms/${room.id}`} className={classes.link ?? ''} data-unread={unread > 0 || undefined}>
      {room.peer ? (
        <Avatar name={title} seed={room.peer.id} size={44} />
      ) : (
        <RoomSign name={title} seed={room.id} size={44} />
      )}
      <span className={classes.text}>
        <span className={classes.line}>
          <span className={classes.title}>{title}</span>
          <time className={classes.time} dateTime={lastActivityAt} title={fullMoment(lastActivityAt)}>
            {shortMoment(lastActivityAt)}
          </time>
        </span>
        <span className={classes.line}>
          <LastMessage room={room} />
          {unread > 0 && (
            <span className={classes.badge}>
              {unread > 99 ? '99+' : unread}
              <span className="visually-hidden"> unread</span>
            </span>
          )}
        </span>
      </span>
    </NavLink>
  );
}

function LastMessage({ room }: { room: RoomSummaryFragment }) {
  const { viewerId } = useWorkspace();
  const message = room.lastMessage;
  if (!message) return <span className={classes.last}>{room.topic ?? 'Nothing said yet'}</span>;
  if (message.deletedAt) return <span className={classes.last}>A message was deleted</span>;
  const isOwn = message.sender?.id === viewerId;
  const from = isOwn ? 'You: ' : room.peer ? '' : `${message.sender?.displayName.split(' ')[0] ?? 'Somebody'}: `;
  return (
    <span className={classes.last}>
      {from}
      {message.body ?? 'A file'}
    </span>
  );
}
