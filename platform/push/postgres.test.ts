import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { systemClock } from '../clock/clock.ts';
import { createLogger } from '../logger/logger.ts';
import { Database } from '../postgres/postgres.ts';
import { PostgresPush } from './postgres.ts';
import { aNotification, describePush } from './push.contract.ts';

const logger = createLogger({ level: 'silent' });
let testDatabase: TestDatabase;
let database: Database;
const push = () => new PostgresPush({ sql: database, clock: systemClock, logger });

beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({ connection: testDatabase.connection('lynk_notification'), logger });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

describePush('PostgreSQL', async () => {
  await database.query('DELETE FROM push_outbox');
  const subject = push();
  return {
    push: subject,
    shownOn: async ({ kind, token }) => {
      const device = createHash('sha256').update(`${kind} ${token}`).digest('hex');
      return (await subject.newest(null, 200)).filter((shown) => shown.device === device);
    },
  };
});

it('tells the newest ones in pages, how often they were handed over, and no token', async () => {
  await database.query('DELETE FROM push_outbox');
  const notifications = [aNotification(), aNotification(), aNotification()];
  const subject = push();
  for (const notification of notifications) await subject.send([notification]);
  await subject.send([notifications[0] ?? aNotification()]);
  const page = await subject.newest(null, 2);
  expect(page.map(({ targetId }) => targetId)).toEqual([notifications[2]?.targetId, notifications[1]?.targetId]);
  const rest = await subject.newest(page[1]?.position ?? null, 2);
  expect(rest).toMatchObject([{ targetId: notifications[0]?.targetId, sends: 2 }]);
  const text = JSON.stringify([page, rest]);
  for (const { address } of notifications) expect(text).not.toContain(address.token);
});

it('fails what it cannot keep', async () => {
  const broken = { query: () => Promise.reject(new Error('planned')), afterCommit: () => undefined };
  const subject = new PostgresPush({ sql: broken, clock: systemClock, logger });
  expect(await subject.send([aNotification(), aNotification()])).toEqual(['failed', 'failed']);
});
