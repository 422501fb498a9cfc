import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Identity } from '#platform/identity/identity.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { InProcessNameFilter } from '#platform/name-filter/in-process.ts';
import { Database } from '#platform/postgres/postgres.ts';
import type { TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import { InProcessTickets } from '#platform/tickets/in-process.ts';
import type { Validation } from '#platform/validation/validation.ts';
import { readSubgraphSchema } from '#runtime/schema-files.ts';
import { createRoom } from '#subgraphs/room/index.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { ClaimedAttachments } from './claimed-attachments.ts';
import { freshDatabase } from './fresh-database.ts';
import type { TestDatabase } from './postgres.ts';
import { MemoryEventLog, SubgraphUnderTest, signedIn } from './subgraph.ts';

/** What every mutation of the room subgraph answers with, as far as tests select it. */
export interface RoomPayload {
  readonly room?: { id: string; memberCount: number; viewerMembership: { role: string } | null } | null;
  readonly membership?: { id: string; role: string; room: { id: string; memberCount: number } } | null;
  readonly userErrors: { code: string; field: string[] | null }[];
}

const ROOM = 'room { id kind visibility name topic memberCount viewerMembership { role } }';
const MEMBERSHIP = 'membership { id role room { id memberCount } }';

/** The room subgraph on a real store, with the people whom a test lets exist. */
export class RoomUnderTest {
  /** People who exist, by UUID. */
  readonly people = new Set<string>();
  /** Pairs of people of whom the first has blocked the second, as `first/second`. */
  readonly blocks = new Set<string>();
  /** Happens while the room subgraph waits for an answer about people. */
  whileAsking: (() => Promise<unknown>) | null = null;
  /** What was given a place in a room's sequence, in order. */
  readonly timeline: { roomId: string; entries: readonly TimelineEntry[] }[] = [];
  /** Stands in the way of the room's sequence. */
  timelineFault: Error | null = null;
  readonly time = { now: Date.UTC(2026, 0, 31) };
  readonly attachments = new ClaimedAttachments();
  readonly tickets: InProcessTickets;
  readonly store: PostgresRoomStore;
  readonly service: ReturnType<typeof createRoom>;
  readonly #subgraph: SubgraphUnderTest;

  constructor(database: Database) {
    const validation: Validation = {
      relations: async (pairs) => {
        await this.whileAsking?.();
        return pairs.map(({ userId, otherId }) => ({
          exists: this.people.has(otherId),
          blocked: this.blocks.has(`${userId}/${otherId}`),
          blockedBy: this.blocks.has(`${otherId}/${userId}`),
        }));
      },
      filters: async () => ({ hidden: [], silent: [] }),
    };
    this.tickets = new InProcessTickets({ clock: { now: () => this.time.now } });
    this.store = new PostgresRoomStore(database);
    this.service = createRoom({
      typeDefs: readSubgraphSchema('room'),
      store: this.store,
      validation,
      roomTimeline: {
        append: async (roomId, entries) => {
          if (this.timelineFault) throw this.timelineFault;
          this.timeline.push({ roomId, entries });
        },
      },
      attachments: this.attachments,
      tickets: this.tickets,
      nameFilter: new InProcessNameFilter(),
      eventLog: new MemoryEventLog(),
      // Every look at the clock is a millisecond later, so that an order in time is an order of events.
      clock: { now: () => this.time.now++ },
      logger: createLogger({ level: 'silent' }),
    });
    this.#subgraph = new SubgraphUnderTest(this.service.subgraph);
  }

  /** Somebody who exists, as an identity. */
  person(): Extract<Identity, { kind: 'user' }> {
    const userId = randomUUID();
    this.people.add(userId);
    return signedIn(userId) as Extract<Identity, { kind: 'user' }>;
  }

  /** Carries an operation out. */
  ask<Data>(identity: Identity, query: string, variables: Readonly<Record<string, unknown>> = {}) {
    return this.#subgraph.ask<Data>(query, variables, identity);
  }

  /** Carries one mutation out. `input` holds public IDs. */
  async mutate(identity: Identity, field: string, input: Readonly<Record<string, unknown>>) {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const result = ['joinRoom', 'addMember', 'setMemberRole'].includes(field) ? MEMBERSHIP : ROOM;
    const text = `mutation ($input: ${type}!) { ${field}(input: $input) { ${result} userErrors { code field } } }`;
    const { data, codes } = await this.ask<Record<string, RoomPayload | null> | null>(identity, text, { input });
    return { payload: data?.[field] ?? null, codes };
  }

  /** A room with its owner and others, one after the other; UUID. */
  async room(
    owner: Identity,
    others: readonly { userId: string }[] = [],
    visibility: 'PUBLIC' | 'PRIVATE' = 'PRIVATE',
  ): Promise<string> {
    const { payload } = await this.mutate(owner, 'createRoom', { name: 'Trains', visibility });
    const roomId = payload?.room?.id ?? '';
    for (const { userId } of others)
      await this.mutate(owner, 'addMember', { roomId, userId: encodeId('user', userId) });
    return decodeId('room', roomId);
  }
}

/** The subgraph for all tests of a file, on a database of its own. */
export function useRoomSubgraph(): () => RoomUnderTest {
  let testDatabase: TestDatabase;
  let database: Database;
  let underTest: RoomUnderTest;
  beforeAll(async () => {
    testDatabase = await freshDatabase();
    database = new Database({
      connection: testDatabase.connection('lynk_room'),
      logger: createLogger({ level: 'silent' }),
    });
    underTest = new RoomUnderTest(database);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
  return () => underTest;
}
