import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import type { TestProcess } from '#tests/kit/remote/processes.ts';
import { type RemoteGateway, useRemoteLynk } from '#tests/kit/remote/remote-lynk.ts';
import type { RoomWatch } from '#tests/kit/room-watch.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';

const ROUNDS = 3;
/** What is slow is not what is tested. */
const DEADLINE_MS = 10_000;

/**
 * Two processes serve messages on the same stores, each behind a gateway of its own. What is sent through one must reach who
 * watches through the other, in the same order, while one of them is killed and comes back.
 */
describe('one room, served by two message subgraphs', () => {
  const lynk = useRemoteLynk({ gateway: { deadlineMs: DEADLINE_MS } });
  let gateways: readonly [RemoteGateway, RemoteGateway];
  let second: TestProcess;
  let people: readonly Person[];
  beforeAll(async () => {
    const more = await lynk().addSubgraphs();
    second = more.process;
    const [first = expect.fail('There is no gateway.')] = lynk().gateways;
    const message = more.ports['message'] ?? expect.fail('There is no port.');
    gateways = [first, await lynk().addGateway({ ports: { message }, deadlineMs: DEADLINE_MS })];
    people = [
      ...(await registerAll(gateways[0].url, 'Ann', 'Ben')),
      ...(await registerAll(gateways[1].url, 'Cleo', 'Dan')),
    ];
  });

  it('loses, doubles and moves nothing when one of them is killed again and again', { timeout: 240_000 }, async () => {
    const [ann = expect.fail('There is nobody.'), ...others] = people;
    const recorder = new Recorder(gateways[0], await makeRoom(ann, others));
    const watches: RoomWatch[] = [];
    for (const gateway of gateways) {
      for (const person of people) watches.push(await recorder.watch(person, { lynk: gateway }));
    }
    onTestFinished(async () => {
      await Promise.all(watches.map((watching) => watching.close()));
    });
    const untilAllSee = async (person: Person, body: string) => {
      const sent = await until(
        body,
        async () => {
          const outcome = await recorder.send(person, body, body);
          return outcome.kind === 'acknowledged' && outcome;
        },
        { pollMs: 200 },
      );
      for (const watching of watches) await watching.untilSent(sent.messageId);
    };
    await untilAllSee(ann, 'the beginning');
    for (let round = 0; round < ROUNDS; round += 1) {
      const traffic = new Traffic(recorder, people, { lanes: 2, name: `round ${round}` });
      await until('acknowledged sends', () => traffic.acknowledged > 10 + 5 * round);
      await second.kill();
      // Who sends through the other one goes on.
      expect((await recorder.send(ann, `without it in round ${round}`)).kind).toBe('acknowledged');
      await second.start();
      await traffic.stop();
      expect(traffic.sends.filter(({ outcome }) => outcome?.kind === 'refused')).toEqual([]);
      await traffic.retryUnknown();
      for (const person of people) await recorder.read(person);
    }
    const { hub } = lynk();
    const before = hub.announced;
    for (const person of people) await untilAllSee(person, `the end, says ${person.displayName}`);
    // What nobody announces is found, too, but seconds later.
    await until('the announcements', () => hub.announced - before >= people.length);
    for (const { state } of watches) expect(state).toEqual({ kind: 'open' });
    expect(await recorder.violations(...people)).toEqual([]);
  });
});
