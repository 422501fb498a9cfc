import { afterAll, beforeAll, describe } from 'vitest';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import { type TestKeyspace, testKeyspace } from '#tests/kit/cassandra.ts';
import { CassandraMessageStore } from './cassandra.ts';
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

  describe('with buckets of 7 events', () => {
    storeContract((options) => new CassandraMessageStore(session, { ...options, buckets: { events: 7 } }));
  });
});
