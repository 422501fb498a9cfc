import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LOGOUT } from '#tests/kit/operations/auth.ts';
import { LEAVE_ROOM, REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import type { Person } from '#tests/kit/people.ts';
import { BusyRoom } from '#tests/kit/remote/busy-room.ts';
import { useRemoteLynk } from '#tests/kit/remote/remote-lynk.ts';

/**
 * Somebody's access ends in the middle of talk, while it watches over two gateways in processes of their own: neither of
 * them may show what comes behind the end, whatever way the news take.
 */
describe('in front of two gateways', () => {
  const lynk = useRemoteLynk({ gateways: 2 });
  let room: BusyRoom;
  let ann: Person;
  let ben: Person;
  let cleo: Person;
  beforeEach(async () => {
    room = await BusyRoom.open(lynk().gateways);
    [ann, ben, cleo] = room.people as [Person, Person, Person];
    onTestFinished(() => room.close());
  });

  it.each(['is removed', 'leaves'])('who %s sees its own going, AccessRevoked, and nothing else', async (how) => {
    room.talkers = [ann, cleo];
    await room.during(async () => {
      if (how === 'leaves') await ben.client.get(LEAVE_ROOM, { input: { roomId: room.recorder.roomId } });
      else {
        await ann.client.get(REMOVE_MEMBER, { input: { roomId: room.recorder.roomId, userId: ben.id } });
      }
      for (const watching of room.watchesOf(ben)) expect(await watching.ended()).toEqual({ kind: 'complete' });
    });
    await room.untilAllSee('he is gone');
    const [byAnn] = room.watchesOf(ann);
    const cursor = byAnn?.items.find(({ event }) => event?.__typename === 'MemberLeft')?.cursor ?? expect.fail();
    room.recorder.removed({ viewerId: ben.id, cursor });
    for (const { items } of room.watchesOf(ben)) {
      expect(items.slice(-2).map(({ event }) => event?.__typename)).toEqual(['MemberLeft', 'AccessRevoked']);
      expect(items.at(-2)?.cursor).toBe(cursor);
    }
    expect(await room.recorder.violations(ann, cleo)).toEqual([]);
  });

  it('who blocks sees places and no content of the other, from the acknowledgement on', async () => {
    await room.during(() => room.recorder.block(ben, cleo));
    // What is begun from now on must be hidden.
    await room.during(async () => {});
    await room.expectFlawless();
    for (const { items } of room.watchesOf(ben)) expect(items.some(({ event }) => event === null)).toBe(true);
    for (const { items } of room.watchesOf(ann)) expect(items.every(({ event }) => event !== null)).toBe(true);
  });

  it('who signs out has all sockets of the session closed, and the others go on', async () => {
    room.talkers = [ann, cleo];
    await room.during(async () => {
      await ben.client.get(LOGOUT, {});
      for (const watching of room.watchesOf(ben)) {
        expect(await watching.ended()).toEqual({ kind: 'closed', code: 4403 });
      }
    });
    await room.untilAllSee('the end');
    for (const watching of [...room.watchesOf(ann), ...room.watchesOf(cleo)]) expect(watching.state.kind).toBe('open');
    expect(await room.recorder.violations(ann, cleo)).toEqual([]);
  });
});
