import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { RoomItem } from '../cache/apply-room-event.ts';
import { watchRoom } from '../live/watch-room.ts';
import { pause } from '../outbox/pause.ts';
import type { Workspace } from '../session/workspace.ts';
import { firstUnread, type UnreadPlace } from './first-unread.ts';
import { type PageArguments, type Room, readPage } from './pages.ts';

/** How far a room has come: `outside` when the viewer is no member of it, `missing` when there is none for the viewer. */
export type RoomPhase =
  | { readonly kind: 'loading' | 'missing' | 'outside' | 'revoked' }
  | { readonly kind: 'open'; readonly unread: UnreadPlace | null };

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** What an opened room tells. */
export interface RoomListener {
  readonly onPhase: (phase: RoomPhase) => void;
  readonly onItem: (item: RoomItem) => void;
}

/** Reads a room, at its first unread message or at its newest, and keeps it live until the signal ends. */
export async function openRoom(
  workspace: Workspace,
  roomId: string,
  listener: RoomListener,
  signal: AbortSignal,
): Promise<void> {
  const { client, live, viewerId } = workspace;
  const newest = await readNewest(workspace, roomId, signal);
  if (signal.aborted) return;
  if (newest === null) return listener.onPhase({ kind: 'missing' });
  if (!newest.messages) return listener.onPhase({ kind: 'outside' });
  const { liveCursor } = newest.messages;
  const unread = await placeOfUnread(workspace, newest, signal);
  if (signal.aborted) return;
  listener.onPhase({ kind: 'open', unread });
  const onItem = async (item: RoomItem) => {
    const type = item.event?.__typename;
    if (type === 'StreamReset') await readNewest(workspace, roomId, signal);
    if (type === 'AccessRevoked') listener.onPhase({ kind: 'revoked' });
    if (!signal.aborted) listener.onItem(item);
  };
  try {
    await watchRoom({ client, live, roomId, viewerId, after: liveCursor, signal, onItem });
  } catch {
    // The session's end is told by the viewer's own stream; anything else means that this room is closed to the viewer.
    if (!signal.aborted) listener.onPhase({ kind: 'revoked' });
  }
}

/** The newest page, however long that takes. Null when there is no such room for the viewer, or the signal has ended. */
async function readNewest(workspace: Workspace, roomId: string, signal: AbortSignal): Promise<Room | null> {
  const sent = workspace.outbox.sentKeys(roomId);
  const room = await untilAnswered(() => readPage(workspace.client, roomId, {}), signal);
  if (room?.messages) workspace.outbox.forget(roomId, sent);
  return room;
}

/** Where the unread messages begin. When that is before the page, a page around it takes its place. */
async function placeOfUnread(workspace: Workspace, room: Room, signal: AbortSignal): Promise<UnreadPlace | null> {
  if (room.unreadCount === 0) return null;
  const found = firstUnread(room, workspace.viewerId);
  const readUpTo = room.viewerReadCursor?.message?.id;
  if (found || !readUpTo) return found;
  const page: PageArguments = { around: readUpTo, first: 60 };
  const around = await untilAnswered(() => readPage(workspace.client, room.id, page), signal);
  return around && firstUnread({ ...around, unreadCount: room.unreadCount }, workspace.viewerId);
}

async function untilAnswered(read: () => Promise<Room | null>, signal: AbortSignal): Promise<Room | null> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await read();
    } catch (error) {
      if (isFinal(error)) return null;
      await pause(pauseMs, signal);
    }
  }
  return null;
}

function isFinal(error: unknown): boolean {
  const passing = ['SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR'];
  return (
    CombinedGraphQLErrors.is(error) &&
    error.errors.every(({ extensions }) => !passing.includes(String(extensions?.['code'])))
  );
}
