import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ADD_MEMBER, REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import { readAll, register } from '#tests/kit/people.ts';
import { placeOf } from '#tests/kit/place.ts';
import { busyRoom } from '#tests/kit/real/busy-room.ts';
import { useRealLynk } from '#tests/kit/real/real-lynk.ts';
import { roaming } from '#tests/kit/real/roaming-client.ts';
import { until } from '#tests/kit/until.ts';

const PAUSED_MS = 30_000;
const LANES = 6;
const RETRY_MS = 250;
const CATCH_UP_MS = 120_000;

describe('a message subgraph that stands still and wakes up', () => {
  const lynk = useRealLynk();

  it('takes nothing from who was removed meanwhile, and moves nothing', async () => {
    const { people, recorder, roomId, traffic, urls, wrongs } = await busyRoom(lynk());
    const [ann] = people;
    const [gateway = expect.fail('There is no gateway.')] = lynk().gateways;
    const dan = roaming(await register(gateway.url, 'Dan'), urls);
    await ann.client.get(ADD_MEMBER, { input: { roomId, userId: dan.id } });
    const danWatches = await recorder.watch(dan);
    onTestFinished(() => danWatches.close());

    let isOver = false;
    let underWay = 0;
    const outcomes: string[] = [];
    const lane = async (number: number) => {
      for (let index = 0; !isOver; index += 1) {
        underWay += 1;
        const { kind } = await recorder.send(dan, `Dan says ${number}-${index}`, `${number}-${index}`);
        underWay -= 1;
        outcomes.push(kind);
        if (kind === 'refused') return;
        await sleep(RETRY_MS / 5);
      }
    };
    const lanes = Array.from({ length: LANES }, (_, number) => lane(number));
    await until('acknowledged sends of Dan', () => outcomes.filter((kind) => kind === 'acknowledged').length > LANES);

    const zombie = lynk().one('message');
    await until('sends under way', () => underWay >= LANES / 2, { pollMs: 1 });
    await zombie.kill('SIGSTOP');
    onTestFinished(() => zombie.kill('SIGCONT'));
    const wakes = sleep(PAUSED_MS);
    // Whoever has to be told may be the one that stands still: then it is tried again, as people do.
    await until(
      'the removal',
      async () => {
        const answer = await ann.client.ask(REMOVE_MEMBER, { input: { roomId, userId: dan.id } });
        return answer.codes.length === 0;
      },
      { deadlineMs: CATCH_UP_MS, pollMs: RETRY_MS },
    );
    await traffic.goesOn();
    await wakes;
    await zombie.kill('SIGCONT');
    await traffic.goesOn(30);
    await until('the end of Dan’s access', () => danWatches.state.kind !== 'open', { deadlineMs: CATCH_UP_MS });
    isOver = true;
    await Promise.all(lanes);
    const last = await recorder.send(dan, 'I am still here');

    const [seenByAnn = expect.fail('Nobody watches.')] = traffic.watches;
    const left = seenByAnn.events('MemberLeft').filter(({ user }) => user?.id === dan.id);
    expect(left).toHaveLength(1);
    const at = seenByAnn.items.find(({ event }) => event === left[0])?.cursor ?? expect.fail('It has no place.');
    recorder.removed({ viewerId: dan.id, cursor: at });
    expect(await wrongs()).toEqual([]);
    expect(last.kind).toBe('refused');
    // What nobody has acknowledged must not stand behind the removal either.
    const history = await readAll(ann, roomId);
    const late = history.filter(({ node }) => node.sender?.id === dan.id && placeOf(node.id) > placeOf(at));
    expect(late).toEqual([]);
  });
});
