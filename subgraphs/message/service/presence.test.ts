import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { roomChannel } from '#platform/pubsub/pubsub.ts';
import { person, useMessageLab } from '#tests/kit/message-lab.ts';

const lab = useMessageLab();

let ann: UserIdentity;
let told: unknown[];
beforeEach(async () => {
  ann = person();
  told = [];
  for (const _ of [1, 2]) {
    const roomId = await lab().neighbours.makeRoom(ann.userId);
    await lab().pubsub.subscribe(
      roomChannel(roomId),
      ({ kind, userId, online }) => told.push([kind, userId, online]),
      () => undefined,
    );
  }
});
const is = (online: boolean) => ['presence', ann.userId, online];

describe('presence', () => {
  it('is told to all rooms of who comes and goes', async () => {
    await lab().presence.connect(ann.userId, 'a');
    await expect.poll(() => told).toEqual([is(true), is(true)]);
    await lab().presence.disconnect(ann.userId, 'a');
    await expect.poll(() => told).toEqual([is(true), is(true), is(false), is(false)]);
  });

  it('is not told of who is back at once', async () => {
    const { presence } = lab();
    await presence.connect(ann.userId, 'a');
    await expect.poll(() => told.length).toBe(2);
    for (let n = 0; n < 10; n++) {
      await presence.disconnect(ann.userId, 'a');
      await presence.connect(ann.userId, 'a');
    }
    await presence.disconnect(ann.userId, 'a');
    await expect.poll(() => told.length).toBe(4);
    expect(told.slice(2)).toEqual([is(false), is(false)]);
  });
});
