import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { systemClock } from '#platform/clock/clock.ts';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { encodeId } from '#platform/ids/ids.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { readSubgraphSchema } from '#runtime/schema-files.ts';
import { createMessage, type MessageParts } from '#subgraphs/message/index.ts';
import { PostgresMessageStore } from '#subgraphs/message/store/postgres.ts';
import { ClaimedAttachments } from './claimed-attachments.ts';
import { freshDatabase } from './fresh-database.ts';
import { LossyPubSub } from './lossy-pubsub.ts';
import { Neighbours } from './neighbours.ts';
import type { TestDatabase } from './postgres.ts';
import { PulledSubscription } from './pulled-subscription.ts';
import { MemoryEventLog, SubgraphUnderTest } from './subgraph.ts';

/** The message subgraph with its real store, and neighbours and a link that a test decides about. */
export interface MessageLab {
  readonly store: PostgresMessageStore;
  readonly pubsub: LossyPubSub;
  readonly presence: InProcessPresence;
  readonly neighbours: Neighbours;
  readonly attachments: ClaimedAttachments;
  readonly eventLog: MemoryEventLog;
  readonly message: MessageParts;
  readonly subgraph: SubgraphUnderTest;
  /** Begins a subscription. Its items are read as they come. */
  watch<Data>(query: string, variables: Record<string, unknown>, identity: Identity): PulledSubscription<Data>;
}

/** Somebody who has signed in, with an ID of its own. */
export function person(overrides: Partial<UserIdentity> = {}): UserIdentity {
  return { kind: 'user', userId: randomUUID(), sessionId: randomUUID(), role: 'USER', suspended: false, ...overrides };
}

/** A room's public ID. */
export const roomIdOf = (roomId: string) => encodeId('room', roomId);
/** A person's public ID. */
export const userIdOf = ({ userId }: UserIdentity) => encodeId('user', userId);
/** The cursor of a place. */
export const cursorOf = (roomId: string, seq: number) => encodeRoomCursor({ roomId, seq });

/** Gives each test of a file a subgraph of its own over a database that they share. */
export function useMessageLab(): () => MessageLab {
  const logger = createLogger({ level: 'silent' });
  let testDatabase: TestDatabase;
  let database: Database;
  let lab: MessageLab | undefined;
  let watches: PulledSubscription<unknown>[] = [];
  beforeAll(async () => {
    testDatabase = await freshDatabase();
    database = new Database({ connection: testDatabase.connection('lynk_message'), logger });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    const store = new PostgresMessageStore(database, { clock: systemClock });
    const pubsub = new LossyPubSub();
    const presence = new InProcessPresence({ clock: systemClock });
    const neighbours = new Neighbours(pubsub);
    const eventLog = new MemoryEventLog();
    const attachments = new ClaimedAttachments();
    const message = createMessage({
      typeDefs: readSubgraphSchema('message'),
      store,
      roomAccess: neighbours,
      validation: neighbours,
      attachments,
      hotLog: null,
      pubsub,
      presence,
      eventLog,
      clock: systemClock,
      logger,
    });
    neighbours.timeline = message.roomTimeline;
    await message.subgraph.start();
    const subgraph = new SubgraphUnderTest(message.subgraph);
    const watch = <Data>(query: string, variables: Record<string, unknown>, identity: Identity) => {
      const subscription = new PulledSubscription<Data>(message.subgraph, query, variables, identity);
      watches.push(subscription);
      return subscription;
    };
    lab = { attachments, store, pubsub, presence, neighbours, eventLog, message, subgraph, watch };
  });
  afterEach(async () => {
    for (const watching of watches) await watching.end();
    watches = [];
    await lab?.message.subgraph.stop();
    lab?.presence.close();
  });
  return () => {
    if (!lab) throw new Error('The lab opens before each test.');
    return lab;
  };
}
