import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { JoinButton } from '../rooms/join-button.tsx';
import { roomTitle } from '../rooms/room-title.ts';
import { BackLink } from '../shell/back-link.tsx';
import type { Room } from './pages.ts';
import classes from './room-closed.module.css';
import type { RoomPhase } from './room-visit.ts';

/** A room that cannot be read: not yet, no longer, or never. */
export function RoomClosed(props: {
  readonly phase: RoomPhase;
  readonly room: Room | null;
  readonly onJoined: () => void;
}) {
  const { phase, room } = props;
  const canJoin = phase.kind === 'outside' && room;
  return (
    <div className={classes.closed}>
      <div className={classes.back}>
        <BackLink />
      </div>
      <h1 className={classes.title}>{canJoin ? roomTitle(room) : 'This room is closed to you'}</h1>
      <p className={classes.text}>
        {canJoin
          ? [room.memberCount === 1 ? '1 member' : `${room.memberCount} members`, room.topic]
              .filter(Boolean)
              .join(' · ')
          : phase.kind === 'revoked'
            ? 'You are no longer a member of it.'
            : 'It does not exist, or it is private.'}
      </p>
      {canJoin ? (
        <JoinButton roomId={room.id} name={roomTitle(room)} isMember={false} onJoined={props.onJoined} />
      ) : (
        <Button component={Link} to="/" variant="default">
          All rooms
        </Button>
      )}
    </div>
  );
}
