import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RoomItem } from '../cache/apply-room-event.ts';
import { ROOM, ROOM_MEMBERS } from '../documents/room.ts';
import { useWorkspace } from '../session/session-context.tsx';
import { type PageArguments, type Room, readPage } from './pages.ts';
import { type RoomPhase, RoomVisit } from './room-visit.ts';

/** A room on show. */
export interface OpenedRoom {
  readonly phase: RoomPhase;
  readonly room: Room | null;
  /** Read more at that end of the history; nothing happens while that is under way. */
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
  /** Shows the newest messages in place of what is on show. */
  readonly loadNewest: () => Promise<void>;
  /** Begins anew, such as after the viewer has joined. */
  readonly reopen: () => void;
}

/** Opens a room and keeps it live while the component is there. */
export function useRoom(roomId: string): OpenedRoom {
  const workspace = useWorkspace();
  const { client, typing, viewerId } = workspace;
  const [phase, setPhase] = useState<RoomPhase>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const visit = useRef<RoomVisit | null>(null);
  const { data } = useQuery(ROOM, { variables: { roomId }, fetchPolicy: 'cache-only' });
  const room = (data?.room ?? null) as Room | null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens the room again
  useEffect(() => {
    const leaving = new AbortController();
    setPhase({ kind: 'loading' });
    const onItem = ({ event }: RoomItem) => {
      if (event?.__typename === 'TypingChanged' && event.user && event.user.id !== viewerId) {
        const forMs = Date.parse(event.expiresAt) - Date.now();
        // A clock that is wrong must not make somebody type for ever.
        if (event.isTyping) typing.begin(roomId, event.user, Math.min(Math.max(forMs, 1_000), 8_000));
        else typing.end(roomId, event.user.id);
      }
      if (event?.__typename === 'MessageSent' && event.message.sender) typing.end(roomId, event.message.sender.id);
      if (event?.__typename.startsWith('Member')) void client.refetchQueries({ include: [ROOM_MEMBERS] });
    };
    const opened = new RoomVisit(workspace, roomId, { onPhase: setPhase, onItem }, leaving.signal);
    visit.current = opened;
    void opened.open();
    return () => leaving.abort();
  }, [workspace, roomId, attempt]);

  const isReading = useRef(false);
  const read = useCallback(
    async (page: PageArguments) => {
      if (isReading.current) return;
      isReading.current = true;
      // What cannot be read now is asked for again by the next scrolling.
      await readPage(client, roomId, page).catch(() => undefined);
      isReading.current = false;
    },
    [client, roomId],
  );
  const info = room?.messages?.pageInfo;
  return {
    phase,
    room,
    loadOlder: () => void (info?.hasPreviousPage && read({ before: info.startCursor })),
    loadNewer: () => void (info?.hasNextPage && read({ after: info.endCursor })),
    loadNewest: async () => visit.current?.showNewest(),
    reopen: () => setAttempt((before) => before + 1),
  };
}
