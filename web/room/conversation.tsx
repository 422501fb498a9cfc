import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Drafts } from '../attachments/use-drafts.ts';
import { useMe } from '../people/use-me.ts';
import { roomTitle } from '../rooms/room-title.ts';
import { useWorkspace } from '../session/session-context.tsx';
import { Composer } from './composer.tsx';
import classes from './conversation.module.css';
import type { UnreadPlace } from './first-unread.ts';
import type { Room } from './pages.ts';
import { Timeline, type TimelineHandle } from './timeline.tsx';
import { timelineEntries } from './timeline-entries.ts';
import { TypingLine } from './typing-line.tsx';
import type { OpenedRoom } from './use-room.ts';

/** What is said in a room, and where to say something. */
export function Conversation(props: {
  readonly opened: OpenedRoom;
  readonly room: Room;
  readonly unread: UnreadPlace | null;
  readonly files: Drafts;
}) {
  const { opened, room, unread } = props;
  const { outbox, viewerId } = useWorkspace();
  const me = useMe();
  const outgoing = useSyncExternalStore(outbox.onChange, () => outbox.of(room.id));
  const timeline = useRef<TimelineHandle>(null);
  const edges = room.messages?.edges;

  const entries = useMemo(() => {
    const viewer = me ?? { id: viewerId, username: '', displayName: '' };
    return timelineEntries({ messages: edges?.map(({ node }) => node) ?? [], outgoing, viewer, unread });
  }, [edges, outgoing, me, viewerId, unread]);

  useEffect(() => {
    const shown = new Set(edges?.map(({ node }) => (node.sender?.id === viewerId ? node.clientMessageId : '')));
    outbox.forget(
      room.id,
      outgoing.map(({ clientMessageId }) => clientMessageId).filter((key) => shown.has(key)),
    );
  }, [outbox, room.id, edges, outgoing, viewerId]);

  return (
    <div className={classes.conversation}>
      <Timeline opened={opened} room={room} entries={entries} handle={timeline} />
      <TypingLine roomId={room.id} />
      <Composer
        roomId={room.id}
        title={roomTitle(room)}
        files={props.files}
        onSent={() => timeline.current?.showNewest()}
        onEditLast={() => timeline.current?.editLast()}
      />
    </div>
  );
}
