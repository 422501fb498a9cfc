import type { RoomEvent } from '../room-log.ts';
import { type MessageStore, reactionKey } from '../store.ts';
import type { FoldedRoom } from './fold.ts';

/**
 * Everything that the store says of a room, in the form in which `fold` says it of the log.
 *
 * @param events the room's log
 * @param people whoever may be a member
 */
export async function storedRoom(
  store: MessageStore,
  roomId: string,
  events: readonly RoomEvent[],
  people: readonly string[],
): Promise<FoldedRoom> {
  const keys = events.map(({ seq }) => ({ roomId, seq }));
  const reactions = await store.reactions(keys);
  const messages = (await store.messages(keys)).map(({ seq, roomId: _, contentType, createdAt, ...state }) => {
    const here = reactions.get(reactionKey({ roomId, seq })) ?? [];
    return [seq, { ...state, reactions: here.map(({ emoji, userId }) => `${emoji} ${userId}`) }] as const;
  });
  const present = await store.membersAmong(roomId, people);
  const joinedSeqs = await Promise.all(present.map((userId) => joinedSeqOf(store, roomId, userId)));
  return {
    messages: Object.fromEntries(messages),
    members: Object.fromEntries(present.map((userId, n) => [userId, Number(joinedSeqs[n])])),
  };
}

async function joinedSeqOf(store: MessageStore, roomId: string, userId: string): Promise<unknown> {
  for await (const record of store.exportPerson(userId)) {
    if (record['type'] === 'membership' && record['roomId'] === roomId) return record['joinedSeq'];
  }
  return undefined;
}
