import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '#platform/clock/clock.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { readConfig } from '#runtime/config.ts';
import { ADMIN_ROLE, randomPassword, rolePasswords } from '#runtime/database-roles.ts';
import { startEmbeddedPostgres } from '#runtime/embedded-postgres/embedded-postgres.ts';
import { startHosted } from '#runtime/hosted.ts';
import { migrate } from '#runtime/migrate.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
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
const { subgraphs, signingKeys, urls } = await startHosted({
  config: readConfig({ LYNK_RATE_LIMIT_PER_SECOND: '100000', LYNK_RATE_LIMIT_BURST: '100000' }),
  postgres,
  keysFolder: folder,
  pubsub: new InProcessPubSub(),
  logger,
});
const clients = new Map(subgraphs.map((subgraph) => [subgraph.name, new InProcessSubgraphClient(subgraph)]));

const people: { identity: Identity; token: string }[] = [];
const rooms: string[] = [];

process.on('message', async (command: SubgraphsCommand) => {
  if (command.type === 'publish') return publish(command.room, command.body);
  await setUp(command.people, command.rooms);
  const stage: LynkStage = {
    folder,
    urls,
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
  const sender = people[sent % people.length];
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
