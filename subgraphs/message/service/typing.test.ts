import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { roomChannel } from '#platform/pubsub/pubsub.ts';
import { person, roomIdOf, useMessageLab } from '#tests/kit/message-lab.ts';

const lab = useMessageLab();
const SET = 'mutation ($input: SetTypingInput!) { setTyping(input: $input) { room { id } userErrors { code } } }';

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
let told: unknown[];
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
  told = [];
  await lab().pubsub.subscribe(
    roomChannel(roomId),
    ({ userId, isTyping }) => told.push([userId, isTyping]),
    () => undefined,
  );
});
const set = (who: UserIdentity, isTyping: boolean) =>
  lab().subgraph.ask(SET, { input: { roomId: roomIdOf(roomId), isTyping } }, who);

describe('typing', () => {
  it('is told to the room, and not again within a moment', async () => {
    for (const isTyping of [true, true, false, false, true]) expect((await set(ann, isTyping)).codes).toEqual([]);
    expect(told).toEqual([
      [ann.userId, true],
      [ann.userId, false],
      [ann.userId, true],
    ]);
  });

  it('cannot be used to flood a room; others are not touched by it', async () => {
    const codes: unknown[] = [];
    for (let n = 0; n < 25; n++) codes.push(...(await set(ann, n % 2 === 0)).codes);
    expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));
    expect(told).toHaveLength(20);
    expect((await set(ben, true)).codes).toEqual([]);
  });

  it('is for those who may write', async () => {
    await lab().neighbours.remove(roomId, ben.userId);
    expect((await set(ben, true)).codes).toEqual(['NOT_FOUND']);
    roomId = await lab().neighbours.openDirectRoom(ann.userId, ben.userId);
    await lab().neighbours.block(ben.userId, ann.userId);
    expect((await set(ann, true)).codes).toEqual(['FORBIDDEN']);
  });
});
