import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedLynk } from '#tests/kit/embedded-lynk.ts';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { killHard } from '#tests/kit/process-tree.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import type { RoomWatch } from '#tests/kit/room-watch.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';
import { useEmbeddedLynk } from '#tests/kit/use-lynk.ts';

/** Rounds that count. */
const ROUNDS = 24;
const MAX_ROUNDS = 2 * ROUNDS;
const LANES = 3;

/** What is killed, in turn. A server that is killed alone leaves its children, which must not go on writing. */
const VICTIMS = {
  node: async (lynk: EmbeddedLynk) => lynk.kill9(),
  'PostgreSQL with all of its processes': async (_: EmbeddedLynk, postgres: readonly number[]) => killHard(postgres),
  'node and PostgreSQL at once': async (lynk: EmbeddedLynk, postgres: readonly number[]) => {
    killHard([lynk.pid, ...postgres]);
    await lynk.kill9();
  },
  'PostgreSQL’s first process alone': async (_: EmbeddedLynk, postgres: readonly number[]) =>
    killHard(postgres.slice(0, 1)),
} as const;
type Victim = keyof typeof VICTIMS;
const TURNS = Object.keys(VICTIMS) as Victim[];

describe('kill -9 in the middle of sends', () => {
  const lynk = useEmbeddedLynk({ faults: 'expected' });
  let people: Person[];
  let recorder: Recorder;
  let watches: RoomWatch[];

  beforeAll(async () => {
    people = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    const [ann, ...others] = people as [Person, ...Person[]];
    recorder = new Recorder(lynk(), await makeRoom(ann, others));
    watches = [await recorder.watch(ann), await recorder.watch(people[1] ?? ann, { kind: 'own' })];
  });
  afterAll(async () => {
    for (const watching of watches ?? []) await watching.close();
  });

  /** One round. @returns whether something was acknowledged and something unanswered at the kill */
  async function round(index: number, victim: Victim): Promise<boolean> {
    const traffic = new Traffic(recorder, people, { lanes: LANES, name: `${index}` });
    const postgres = lynk().postgresPids();
    // Each round is hit at another moment.
    await until('acknowledged sends', () => traffic.acknowledged > (index % 7) + 3, { pollMs: 1 });
    await until('a send under way', () => traffic.underWay.length > 0, { pollMs: 1 });
    const underWay = traffic.underWay;
    const acknowledged = traffic.acknowledged;
    traffic.beginNothingMore();
    await VICTIMS[victim](lynk(), postgres);
    await traffic.stop();
    // With node itself gone nobody can answer: what was still answered had been sent before the kill.
    const unanswered = victim.startsWith('node') ? traffic.unknown.length : underWay.length;
    await lynk().restartIfEnded();
    await traffic.retryUnknown();
    for (const [which, watching] of watches.entries()) {
      // A socket to a node that lives on may be kept: then the stream itself has to close the hole.
      if (watching.state.kind === 'open' && (index + which) % 3 > 0) continue;
      await watching.drop();
      watching.resume();
    }
    return acknowledged > 0 && unanswered > 0;
  }

  it(`loses, doubles and moves nothing in ${ROUNDS} rounds`, { timeout: 540_000 }, async () => {
    const counted = new Map<Victim, number>();
    let total = 0;
    for (let index = 0; total < ROUNDS; index += 1) {
      expect(index, 'Too many rounds did not count.').toBeLessThan(MAX_ROUNDS);
      const victim = TURNS[index % TURNS.length] ?? 'node';
      if (await round(index, victim)) {
        total += 1;
        counted.set(victim, (counted.get(victim) ?? 0) + 1);
      }
      const [ann] = people as [Person];
      await recorder.read(ann);
      expect(await recorder.violations(ann), `after round ${index}: ${victim}`).toEqual([]);
    }
    const [ann] = people as [Person];
    const last = await recorder.send(ann, 'the end');
    if (last.kind !== 'acknowledged') return expect.fail(`The last send was ${last.kind}.`);
    for (const watching of watches) await watching.untilSent(last.messageId);
    expect(await recorder.violations(...people)).toEqual([]);
    for (const victim of TURNS) expect(counted.get(victim) ?? 0, victim).toBeGreaterThan(0);
  });
});
