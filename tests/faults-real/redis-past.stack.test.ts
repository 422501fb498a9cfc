import { describe, expect, it } from 'vitest';
import { DELETE_MESSAGE, EDIT_MESSAGE } from '#tests/kit/operations/message.ts';
import { makeRoom, readPage, send } from '#tests/kit/people.ts';
import { busyRoom } from '#tests/kit/real/busy-room.ts';
import { useRealLynk } from '#tests/kit/real/real-lynk.ts';
import { until } from '#tests/kit/until.ts';

describe('a Redis that has forgotten', () => {
  const lynk = useRealLynk();

  it('everything, all at once or while it was away, takes nothing from anybody', async () => {
    const { servers } = lynk();
    const { traffic, wrongs } = await busyRoom(lynk());
    await servers.flushRedis();
    await traffic.goesOn();
    await servers.kill('redis');
    servers.removeData('redis');
    await servers.restart('redis');
    await traffic.goesOn();
    expect(await wrongs()).toEqual([]);
  });

  it('the newest part of everything shows nobody the past', async () => {
    const { servers } = lynk();
    const { people, traffic, wrongs } = await busyRoom(lynk());
    const [ann, ben] = people;
    // Nobody else writes here: what Redis remembers is not overwritten.
    const roomId = await makeRoom(ann, [ben]);
    const edited = await send(ann, roomId, 'What was said first');
    const deleted = await send(ann, roomId, 'What should not have been said');
    const kept = await send(ann, roomId, 'What stays');
    const putBack = await servers.copyData('redis');
    await ann.client.get(EDIT_MESSAGE, { input: { messageId: edited.id, body: 'What was meant' } });
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: deleted.id } });
    const later = await send(ann, roomId, 'What was said later');
    await traffic.goesOn(30);
    await servers.kill('redis');
    await putBack();
    await servers.restart('redis');
    await traffic.goesOn();

    const bodies = async () => {
      const { edges } = await readPage(ben, roomId, { last: 50 });
      return edges.map(({ node }) => [node.id, node.body]);
    };
    const expected = [
      [edited.id, 'What was meant'],
      [deleted.id, null],
      [kept.id, 'What stays'],
      [later.id, 'What was said later'],
    ];
    expect(await bodies()).toEqual(expected);
    // Now the newest event is where it was missing, and what came before it is not.
    const last = await send(ann, roomId, 'What is said at last');
    await until('two readings', async () => {
      expect(await bodies()).toEqual([...expected, [last.id, 'What is said at last']]);
      return true;
    });
    expect(await wrongs()).toEqual([]);
  });
});
