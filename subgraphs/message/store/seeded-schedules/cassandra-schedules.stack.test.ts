import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyspace, testKeyspace } from '#tests/kit/cassandra.ts';
import { seedsToRun } from '#tests/kit/seeds.ts';
import { CassandraStage } from './cassandra-stage.ts';
import { reportOf, withoutEpoch } from './report.ts';
import { type Sabotage, type ScheduleResult, Schedules } from './schedule.ts';

/** The schedules of `seeded-schedules.test.ts` on Cassandra, with buckets of four events. */
const SEEDS = 30;
/** Within how many schedules a missing rule must be noticed. */
const SEEDS_TO_NOTICE = 60;

describe('seeded schedules of the room log on Cassandra', () => {
  let keyspace: TestKeyspace;
  let schedules: Schedules;

  beforeAll(async () => {
    keyspace = await testKeyspace();
    schedules = new Schedules(new CassandraStage(keyspace.open()));
  });
  afterAll(async () => {
    await schedules.close();
    await keyspace.drop();
  });

  it('break nothing', { timeout: 600_000 }, async () => {
    for (const seed of seedsToRun(SEEDS)) {
      const result = await schedules.run(seed);
      if (result.broken.length > 0) expect.fail(reportOf(result));
    }
  });

  it('are the same for the same seed', async () => {
    const [first, second] = [await schedules.run(7), await schedules.run(7)];
    expect(second.trace).toEqual(first.trace);
  });

  describe('notice it when a rule is taken away:', () => {
    const rules: Record<string, Sabotage> = {
      'the condition on the head': rewriting(
        'IF head_seq = ? AND head_epoch = ?',
        'IF head_seq >= ? AND head_epoch >= ?',
      ),
      'the condition on the epoch': { wrapLog: withoutEpoch },
      'the condition on the key': rewriting(
        'VALUES (?, ?, 0, 0, ?, ?, ?, ?, ?) IF NOT EXISTS',
        'VALUES (?, ?, 0, 0, ?, ?, ?, ?, ?)',
      ),
      'the place up to which state is applied': rewriting('SET applied_seq = ? WHERE', 'SET announced_seq = ? WHERE'),
    };
    for (const [rule, sabotage] of Object.entries(rules)) {
      it(rule, { timeout: 300_000 }, async () => {
        expect(await firstBroken(sabotage), 'no schedule noticed it').toBeDefined();
      });
    }
  });

  async function firstBroken(sabotage: Sabotage): Promise<ScheduleResult | undefined> {
    for (let seed = 1; seed <= SEEDS_TO_NOTICE; seed++) {
      const result = await schedules.run(seed, sabotage);
      if (result.broken.length > 0) return result;
    }
    return undefined;
  }
});

/** Changes a part of a statement. */
function rewriting(from: string, to: string): Sabotage {
  return { rewrite: (text) => text.replaceAll(from, to) };
}
