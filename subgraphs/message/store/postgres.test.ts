import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock/clock.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { appendAll, joined, message } from './contract/subject.ts';
import { PostgresMessageStore } from './postgres.ts';
import { storeContract } from './store.contract.ts';

describe('the message store on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await freshDatabase();
    const logger = createLogger({ level: 'silent' });
    database = new Database({ connection: testDatabase.connection('lynk_message'), logger });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  storeContract((options) => new PostgresMessageStore(database, options));

  it('looks for unread messages among the newest 10,000 of a room', async () => {
    const [room, alice, bob] = [randomUUID(), randomUUID(), randomUUID()];
    const store = new PostgresMessageStore(database, { clock: systemClock });
    const unread = async () => (await store.unreadCounts(alice, [room])).get(room);
    await appendAll(store.log, room, [joined(alice), message(bob)]);
    // Written past the log, which would take its time.
    const write = (senderId: string, from: number, to: number) =>
      database.query(
        `INSERT INTO messages (room_id, seq, id, sender_id, client_key, content_type, body)
        SELECT $1, seq, seq, $2, seq, 'text/plain', '' FROM generate_series($3::bigint, $4::bigint) AS seq`,
        [room, senderId, from, to],
      );
    await write(alice, 3, 10_001);
    expect(await unread()).toBe(1);
    await write(bob, 10_002, 10_003);
    expect(await unread()).toBe(2);
  });
});
