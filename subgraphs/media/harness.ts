import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { FileBlobStore } from '#platform/blob-store/file.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import type { Access } from '#platform/room-access/room-access.ts';
import { InProcessTickets } from '#platform/tickets/in-process.ts';
import { readSubgraphSchema } from '#runtime/schema-files.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { MemoryEventLog, SubgraphUnderTest, signedIn } from '#tests/kit/subgraph.ts';
import { announcement } from '#tests/kit/uploads.ts';
import { createMedia } from './index.ts';
import { PostgresMediaStore } from './store/postgres.ts';
import type { UploadPurpose } from './store/store.ts';

const logger = createLogger({ level: 'silent' });
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Gives a test file a store of its own. Call it at the top of the file, and what it returns in tests. */
export function useMediaStore(): () => PostgresMediaStore {
  let testDatabase: TestDatabase;
  let database: Database;
  let store: PostgresMediaStore;
  beforeAll(async () => {
    testDatabase = await freshDatabase();
    database = new Database({ connection: testDatabase.connection('lynk_media'), logger });
    store = new PostgresMediaStore(database);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
  return () => store;
}

const CREATE = `mutation ($input: CreateUploadInput!) {
  createUpload(input: $input) { upload { id } userErrors { code } }
}`;
const COMPLETE = `mutation ($input: CompleteUploadInput!) {
  completeUpload(input: $input) { attachment { id width height } ticket userErrors { code } }
}`;

type Payloads = {
  createUpload: { upload: { id: string } | null; userErrors: { code: string }[] } | null;
  completeUpload: {
    attachment: { id: string; width: number | null; height: number | null } | null;
    userErrors: { code: string }[];
  } | null;
};

/** The media subgraph on a real store, with blobs in a temporary folder, and rooms that a test decides about. */
export async function makeMedia(store: PostgresMediaStore) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-media-'));
  const secret = randomBytes(32).toString('hex');
  const blobStore = await FileBlobStore.open({ folder, secret, publicUrl: () => 'http://lynk.example' });
  const time = { now: Date.UTC(2026, 0, 31) };
  const clock = { now: () => time.now };
  const eventLog = new MemoryEventLog();
  /** Room → how it is seen, and who is in it. */
  const rooms = new Map<string, { visibility: 'PUBLIC' | 'PRIVATE'; members: Map<string, 'OWNER' | 'MEMBER'> }>();
  const media = createMedia({
    typeDefs: readSubgraphSchema('media'),
    store,
    blobStore,
    tickets: new InProcessTickets({ clock }),
    roomAccess: {
      check: async (requests) =>
        requests.map(({ roomId, userId }): Access => {
          const room = rooms.get(roomId);
          const role = room?.members.get(userId);
          return {
            room: room ? { kind: 'GROUP', visibility: room.visibility, name: 'Trains', pair: null } : null,
            membership: role ? { role, joinedAt: 0 } : null,
          };
        }),
    },
    eventLog,
    limits: {
      pictureBytes: 100_000,
      attachmentBytes: 100_000,
      waiting: { files: 100, bytes: 10_000_000 },
      partsAbove: 1_000,
      uploadSeconds: 900,
    },
    clock,
    logger,
  });
  const subgraph = new SubgraphUnderTest(media.subgraph);

  /** A room with its owner and others. @returns its UUID */
  function room(owner: Identity, others: readonly Identity[] = [], visibility: 'PUBLIC' | 'PRIVATE' = 'PRIVATE') {
    const [roomId, members] = [randomUUID(), new Map<string, 'OWNER' | 'MEMBER'>()];
    for (const member of [owner, ...others]) {
      if (member.kind === 'user') members.set(member.userId, member === owner ? 'OWNER' : 'MEMBER');
    }
    rooms.set(roomId, { visibility, members });
    return roomId;
  }

  /** Announces a file, lets bytes arrive, and completes it. @returns UUID and size of the attachment, and codes */
  async function upload(
    owner: Identity,
    roomId: string | null,
    bytes: Buffer,
    options: { purpose?: UploadPurpose; contentType?: string; arrived?: Buffer; isPart?: boolean } = {},
  ) {
    const { arrived = bytes, isPart = false, ...wish } = options;
    // One after the other, so that their order in time is their order.
    time.now += 1;
    const input = announcement(bytes, { ...wish, ...(roomId !== null && { roomId: encodeId('room', roomId) }) });
    const { createUpload } = (await subgraph.ask<Payloads>(CREATE, { input }, owner)).data;
    const uploadId = createUpload?.upload?.id ?? '';
    const id = decodeId('upload', uploadId);
    const chunks = (async function* () {
      yield arrived;
    })();
    await (isPart ? blobStore.writePart(id, 1, chunks) : blobStore.write(id, chunks));
    const { completeUpload } = (await subgraph.ask<Payloads>(COMPLETE, { input: { uploadId } }, owner)).data;
    const { width, height } = completeUpload?.attachment ?? { width: null, height: null };
    return { id, width, height, codes: completeUpload?.userErrors.map(({ code }) => code) ?? [] };
  }

  const person = (): Extract<Identity, { kind: 'user' }> =>
    signedIn(randomUUID()) as Extract<Identity, { kind: 'user' }>;
  return {
    ...media,
    blobStore,
    time,
    eventLog,
    rooms,
    room,
    upload,
    person,
    ask: subgraph.ask.bind(subgraph),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
