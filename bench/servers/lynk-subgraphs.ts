import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '#platform/clock/clock.ts';
import { unauthenticated } from '#platform/errors/errors.ts';
import { PostgresEventLog } from '#platform/event-log/postgres.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { hostSubgraph } from '#platform/subgraph/host.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { verifyServiceToken } from '#platform/tokens/service-token.ts';
import { assembleSubgraphs } from '#runtime/assemble.ts';
import { readConfig } from '#runtime/config.ts';
import { ADMIN_ROLE, type DatabaseRole, randomPassword, rolePasswords } from '#runtime/database-roles.ts';
import { startEmbeddedPostgres } from '#runtime/embedded-postgres/embedded-postgres.ts';
import { migrate } from '#runtime/migrate.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { PostgresMessageStore } from '#subgraphs/message/store/postgres.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { PostgresUserStore } from '#subgraphs/user/store/postgres.ts';
import type { LynkStage, SubgraphsCommand } from './lynk-stage.ts';

/** The real subgraphs on the real database, in a process beside the gateway that is measured. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-bench-'));
const logger = createLogger({ level: 'error' });
const clock = systemClock;
const passwords = await rolePasswords(async () => randomPassword());
const postgres = await startEmbeddedPostgres({ dataFolder: folder, passwords, logger });
await migrate({
  connection: (database) => postgres.connection(ADMIN_ROLE, database),
  passwords,
  folder: path.join(PROJECT_ROOT, 'init', 'postgres'),
  logger,
});
const database = (role: DatabaseRole) => new Database({ connection: postgres.connection(role), logger });
const signingKeys = await FileSigningKeys.open({ folder, clock });
const { subgraphs } = assembleSubgraphs(
  {
    clock,
    logger,
    signingKeys,
    eventLog: new PostgresEventLog(database('lynk_event_log'), { logger }),
    pubsub: new InProcessPubSub(),
    presence: new InProcessPresence({ clock }),
    metrics: new Metrics(),
    rateLimit: new InProcessRateLimit({ clock }),
  },
  {
    auth: new PostgresAuthStore(database('lynk_auth')),
    user: new PostgresUserStore(database('lynk_user')),
    room: new PostgresRoomStore(database('lynk_room')),
    message: new PostgresMessageStore(database('lynk_message'), { clock }),
  },
  readConfig({ LYNK_RATE_LIMIT_PER_SECOND: '100000', LYNK_RATE_LIMIT_BURST: '100000' }),
);
for (const subgraph of subgraphs) await subgraph.start();
const clients = new Map(subgraphs.map((subgraph) => [subgraph.name, new InProcessSubgraphClient(subgraph)]));
const served = await Promise.all(
  subgraphs.map(async (subgraph) => {
    const identify = async (authorization: string | undefined) => {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      if (!token) throw unauthenticated();
      return verifyServiceToken(await signingKeys.publicKeys(), subgraph.name, token, clock.now());
    };
    const { port } = await hostSubgraph({ subgraph, identify, host: '127.0.0.1', port: 0 });
    return [subgraph.name, `http://127.0.0.1:${port}/graphql`] as const;
  }),
);

const people: { identity: Identity; token: string }[] = [];
const rooms: string[] = [];

process.on('message', async (command: SubgraphsCommand) => {
  if (command.type === 'publish') return publish(command.room, command.body);
  await setUp(command.people, command.rooms);
  const stage: LynkStage = {
    folder,
    urls: Object.fromEntries(served),
    rooms,
    tokens: people.map(({ token }) => token),
  };
  process.send?.({ type: 'stage', stage });
});
process.on('disconnect', async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
process.send?.({ type: 'ready', port: 0 });

async function setUp(peopleWanted: number, roomsWanted: number): Promise<void> {
  for (let index = 0; index < peopleWanted; index += 1) people.push(await register(index));
  const [owner, ...others] = people;
  if (!owner) throw new Error('The bench needs people.');
  for (let index = 0; index < roomsWanted; index += 1) {
    const created = await call(
      owner.identity,
      'room',
      'createRoom',
      'CreateRoomInput',
      { name: `Room ${index}` },
      'room { id }',
    );
    const roomId = (created as { room: { id: string } }).room.id;
    for (const other of others) {
      await call(other.identity, 'room', 'joinRoom', 'JoinRoomInput', { roomId }, 'userErrors { code }');
    }
    rooms.push(roomId);
  }
}

async function register(index: number) {
  const input = {
    email: `viewer${index}@example.com`,
    username: `viewer${index}`,
    password: 'a bench of viewers 1',
    displayName: 'Ada Lovelace',
  };
  const registered = await call(
    { kind: 'anonymous' },
    'auth',
    'register',
    'RegisterInput',
    input,
    'tokens { accessToken }',
  );
  const token = (registered as { tokens: { accessToken: string } }).tokens.accessToken;
  const { identity } = await verifyAccessToken(() => signingKeys.publicKeys(), token, clock.now());
  return { identity, token };
}

let sent = 0;
function publish(room: number, body: string): void {
  const sender = people[0];
  const roomId = rooms[room];
  if (!sender || !roomId) return;
  sent += 1;
  const input = { roomId, body, clientMessageId: `bench-${sent}` };
  void call(sender.identity, 'message', 'sendMessage', 'SendMessageInput', input, 'userErrors { code }').catch(
    (error) => logger.error({ err: error }, 'a send failed'),
  );
}

async function call(
  as: Identity,
  subgraph: string,
  field: string,
  inputType: string,
  input: object,
  selection: string,
) {
  const result = await clients.get(subgraph)?.execute({
    query: `mutation ($input: ${inputType}!) { ${field}(input: $input) { ${selection} } }`,
    variables: { input },
    identity: as,
    clientAddress: null,
    signal: AbortSignal.timeout(10_000),
  });
  if (!result?.data || result.errors) throw new Error(JSON.stringify(result?.errors));
  return result.data[field];
}
