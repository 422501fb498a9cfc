import { systemClock } from '#platform/clock/clock.ts';
import { unauthenticated } from '#platform/errors/errors.ts';
import { PostgresEventLog } from '#platform/event-log/postgres.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { hostSubgraph } from '#platform/subgraph/host.ts';
import { verifyServiceToken } from '#platform/tokens/service-token.ts';
import { assembleSubgraphs } from '#runtime/assemble.ts';
import { readConfig } from '#runtime/config.ts';
import { openDataFolder } from '#runtime/data-folder.ts';
import type { DatabaseRole } from '#runtime/database-roles.ts';
import { startDatabase } from '#runtime/embedded-database.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { PostgresMessageStore } from '#subgraphs/message/store/postgres.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { PostgresUserStore } from '#subgraphs/user/store/postgres.ts';
import { HubPubSub } from './hub-pubsub.ts';
import type { SubgraphsOptions } from './process-options.ts';

/** The real subgraphs with their database, served over HTTP as they are in front of any gateway. */
const { dataDir, hubPort, ports, settings } = JSON.parse(process.argv[2] ?? '') as SubgraphsOptions;
const logger = createLogger({ level: 'warn' });
const clock = systemClock;
const dataFolder = await openDataFolder(dataDir);
const { postgres, migrate } = await startDatabase(dataFolder, logger);
await migrate();
const database = (role: DatabaseRole) => new Database({ connection: postgres.connection(role), logger });
const signingKeys = await FileSigningKeys.open({ folder: dataFolder.path, clock });
const { subgraphs } = assembleSubgraphs(
  {
    clock,
    logger,
    metrics: new Metrics(),
    signingKeys,
    eventLog: new PostgresEventLog(database('lynk_event_log'), { logger, isOnlyProcess: true }),
    pubsub: await HubPubSub.connect(hubPort),
    presence: new InProcessPresence({ clock }),
    rateLimit: new InProcessRateLimit({ clock }),
  },
  {
    auth: new PostgresAuthStore(database('lynk_auth')),
    user: new PostgresUserStore(database('lynk_user')),
    room: new PostgresRoomStore(database('lynk_room')),
    message: new PostgresMessageStore(database('lynk_message'), { clock }),
  },
  readConfig(settings),
);
for (const subgraph of subgraphs) {
  await subgraph.start();
  const identify = async (authorization: string | undefined) => {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw unauthenticated();
    return verifyServiceToken(await signingKeys.publicKeys(), subgraph.name, token, clock.now());
  };
  const port = ports[subgraph.name];
  if (port === undefined) throw new Error(`There is no port for "${subgraph.name}".`);
  await hostSubgraph({ subgraph, identify, host: '127.0.0.1', port });
}
// Whoever has started it is gone, or is done with it.
process.on('disconnect', async () => {
  await postgres.stop();
  process.exit();
});
process.send?.({ type: 'ready' });
