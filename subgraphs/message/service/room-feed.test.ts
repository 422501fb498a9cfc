import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { person, useMessageLab } from '#tests/kit/message-lab.ts';
import { bodiesOf, kindsOf, placesOf, range, roomDoings, untilPlace } from '#tests/kit/room-doings.ts';

const lab = useMessageLab();

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  // Places 1 to 3: made, Ann is in, Ben is in.
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { watchFrom, send } = roomDoings(lab, () => roomId);

describe('a link that loses notices', () => {
  /** Quiet rooms are not compared with the log any more: what is under test must be enough. */
  async function withoutComparison(): Promise<void> {
    // Who may write is known from this one on, so that the head is not asked for.
    await send(ann, '4');
    lab().store.log.heads = () => Promise.reject(new Error('not to be asked'));
  }

  it('costs no event: a jump in the sequence is filled from the log', async () => {
    const watching = await watchFrom(ben, 2);
    await withoutComparison();
    let count = 0;
    lab().pubsub.loses = (channel) => channel.startsWith('room:') && count++ % 3 !== 0;
    for (let n = 5; n < 35; n++) await send(ann, `${n}`);
    lab().pubsub.loses = () => false;
    await send(ann, '35');
    await untilPlace(watching, 35);
    expect(placesOf(watching)).toEqual(range(3, 35));
    expect(bodiesOf(watching)).toEqual(range(4, 35).map(String));
  });

  it('costs no event when it says that it was away', async () => {
    const watching = await watchFrom({ kind: 'audience', roomId }, 2);
    await withoutComparison();
    await untilPlace(watching, 4);
    lab().pubsub.loses = () => true;
    await send(ann, '5');
    lab().pubsub.tellGap();
    await untilPlace(watching, 5);
    expect(bodiesOf(watching)).toEqual(['4', '5']);
  });

  it('costs no event when nobody notices: quiet rooms are compared with the log', async () => {
    const watching = await watchFrom(ben, 2);
    lab().pubsub.loses = () => true;
    await send(ann, 'lost');
    await untilPlace(watching, 4);
    expect(bodiesOf(watching)).toEqual(['lost']);
  });

  it('delivers in the order of the log what comes in another order', async () => {
    const watching = await watchFrom(ben, 2);
    const held: (() => Promise<void>)[] = [];
    const { pubsub } = lab();
    const publish = pubsub.publish.bind(pubsub);
    pubsub.publish = async (channel, notice) => void held.push(() => publish(channel, notice));
    for (const body of ['4', '5', '6']) await send(ann, body);
    pubsub.publish = publish;
    await expect.poll(() => held.length).toBeGreaterThanOrEqual(3);
    for (const tell of held.reverse()) await tell();
    await untilPlace(watching, 6);
    expect(bodiesOf(watching)).toEqual(['4', '5', '6']);
  });

  it('delivers nothing more to who was removed meanwhile', async () => {
    const watching = await watchFrom(ben, 2);
    lab().pubsub.loses = () => true;
    // The removal has not even reached the log.
    lab().neighbours.timeline = undefined;
    await lab().neighbours.remove(roomId, ben.userId, ann.userId);
    await send(ann, 'not for Ben');
    lab().pubsub.loses = () => false;
    lab().pubsub.tellGap();
    await watching.over();
    expect(kindsOf(watching)).toEqual(['MemberJoined', 'AccessRevoked']);
  });
});
