import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { seedsToRun } from '#tests/kit/seeds.ts';
import { PostgresStage } from './postgres-stage.ts';
import { reportOf, withoutEpoch } from './report.ts';
import { type Sabotage, type ScheduleResult, Schedules } from './schedule.ts';

/**
 * Two writers, the owner of the room, somebody who comes and goes, a reader and the reader of the outbox work on one room
 * from two processes, over the real server. Between any two statements the seed decides who goes on, whose connection
 * breaks, which answer is lost and when a process dies; afterwards everything that must hold is checked.
 */

/** How many schedules a run of the tests explores; `LYNK_SEED` asks for one, or for others. */
const SEEDS = 120;
/** Within how many schedules a missing rule must be noticed. */
const SEEDS_TO_NOTICE = 200;

describe('seeded schedules of the room log', () => {
  let database: TestDatabase;
  let schedules: Schedules;

  beforeAll(async () => {
    database = await freshDatabase();
    schedules = new Schedules(new PostgresStage(database.connection('lynk_message')));
  });
  afterAll(async () => {
    await schedules.close();
    await database.drop();
  });

  it('break nothing', { timeout: 600_000 }, async () => {
    for (const seed of seedsToRun(SEEDS)) {
      const result = await schedules.run(seed);
      if (result.broken.length > 0) expect.fail(reportOf(result));
    }
  });

  it('are the same for the same seed', async () => {
    for (const seed of [7, 8, 9]) {
      const [first, second] = [await schedules.run(seed), await schedules.run(seed)];
      expect(second.trace).toEqual(first.trace);
    }
  });

  describe('notice it when a rule is taken away:', () => {
    const rules: Record<string, Sabotage> = {
      'the lock on the head': rewriting('FOR UPDATE', ''),
      'the condition on the epoch': { wrapLog: withoutEpoch },
      'the rise of the epoch': rewriting('access_epoch = $4', 'access_epoch = least(access_epoch, $4)'),
      'the look for the key': rewriting('e.client_key = n.client_key', 'e.client_key IS NULL'),
      'the look for newer membership changes': rewriting('m.user_id = n.user_id', 'm.user_id IS NULL'),
      'the record in the outbox': rewriting('CROSS JOIN locked', 'CROSS JOIN locked WHERE random() < 0.9'),
    };
    for (const [rule, sabotage] of Object.entries(rules)) {
      it(rule, { timeout: 120_000 }, async () => {
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
