import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { type TestKeyspace, testKeyspace } from '#tests/kit/cassandra.ts';
import { CassandraMessageStore } from './cassandra.ts';
import { partOf } from './cassandra-state.ts';
import { appendAll, joined, message, range } from './contract/subject.ts';
import { storeContract } from './store.contract.ts';

describe('the message store on Cassandra', () => {
  let keyspace: TestKeyspace;
  let session: Cassandra;

  beforeAll(async () => {
    keyspace = await testKeyspace();
    session = keyspace.open();
  });
  afterAll(async () => {
    await session.close();
    await keyspace.drop();
  });

  storeContract((options) => new CassandraMessageStore(session, options));

  it('looks for unread messages among the newest 10,000 of a room', async () => {
    const [room, alice, bob] = [randomUUID(), randomUUID(), randomUUID()];
    const store = new CassandraMessageStore(session, { clock: systemClock });
    const unread = async () => (await store.unreadCounts(alice, [room])).get(room);
    await appendAll(store.log, room, [joined(alice), message(bob)]);
    // Written past the log, which would take its time.
    const write = async (senderId: string, from: number, to: number) => {
      for (const part of range(partOf(from), partOf(to))) {
        const places = range(from, to).filter((seq) => partOf(seq) === part);
        const text = 'INSERT INTO messages (room_id, part, seq, id, sender_id) VALUES (?, ?, ?, ?, ?)';
        const rows = places.map((seq) => ({ text, values: [room, part, BigInt(seq), BigInt(seq), senderId] }));
        await session.writeTogether(rows);
      }
      await session.write('UPDATE room_state SET last_message_seq = ? WHERE room_id = ?', [BigInt(to), room]);
    };
    await write(alice, 3, 10_001);
    expect(await unread()).toBe(1);
    await write(bob, 10_002, 10_003);
    expect(await unread()).toBe(2);
  });

  describe('with buckets of 7 events', () => {
    storeContract((options) => new CassandraMessageStore(session, { ...options, buckets: { events: 7 } }));
  });
});
