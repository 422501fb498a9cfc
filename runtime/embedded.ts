import path from 'node:path';
import { pushOutboxPage } from '#gateway/http/push-outbox-page.ts';
import { createGateway } from '#gateway/index.ts';
import { serveAdmin } from '#platform/admin/admin-server.ts';
import { FileBlobStore } from '#platform/blob-store/file.ts';
import { BLOBS_PATH } from '#platform/blob-store/file-address.ts';
import { createBlobRoutes } from '#platform/blob-store/file-routes.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { PostgresEventLog } from '#platform/event-log/postgres.ts';
import { EventRetention } from '#platform/event-log/postgres-retention.ts';
import { Health } from '#platform/health/health.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { InProcessNameFilter } from '#platform/name-filter/in-process.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { PostgresPush } from '#platform/push/postgres.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import { InProcessTickets } from '#platform/tickets/in-process.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { PostgresMediaStore } from '#subgraphs/media/store/postgres.ts';
import { PostgresMessageStore } from '#subgraphs/message/store/postgres.ts';
import { PostgresNotificationStore } from '#subgraphs/notification/store/postgres.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { PostgresUserStore } from '#subgraphs/user/store/postgres.ts';
import { assembleSubgraphs } from './assemble.ts';
import type { Config } from './config.ts';
import type { DataFolder } from './data-folder.ts';
import type { DatabaseRole } from './database-roles.ts';
import type { RunningPostgres } from './embedded-postgres/embedded-postgres.ts';
import { PublicOrigin } from './public-origin.ts';
import { readSupergraph } from './schema-files.ts';
import { servedFrom } from './served-files.ts';
import { ShutdownSteps } from './shutdown.ts';
import { readVersion } from './version.ts';

/** What the embedded default runs on. */
export interface EmbeddedOptions {
  readonly config: Config;
  readonly postgres: RunningPostgres;
  readonly dataFolder: DataFolder;
  readonly logger: Logger;
}

const STOP_DEADLINE_MS = 12_000;

/**
 * Starts the gateway and all subgraphs in this process, on the embedded adapters.
 *
 * @returns where the gateway listens, and how to stop: the door first, then what stands behind it
 */
export async function startEmbedded(
  options: EmbeddedOptions,
): Promise<{ address: { port: number }; stop(): Promise<void> }> {
  const { config, postgres, dataFolder, logger } = options;
  const shutdown = new ShutdownSteps(logger);
  const stop = async () => {
    await shutdown.run(STOP_DEADLINE_MS);
  };
  const health = new Health({ logger });
  const metrics = new Metrics();
  const database = (role: DatabaseRole, maxConnections?: number) => {
    const opened = new Database({
      connection: postgres.connection(role),
      logger,
      metrics,
      ...(maxConnections !== undefined && { maxConnections }),
    });
    shutdown.add(`connections of ${role}`, () => opened.close());
    return opened;
  };
  const clock = systemClock;
  try {
    const events = database('lynk_event_log');
    const retention = new EventRetention(events, { logger });
    shutdown.add('retention of events', () => retention.stop());
    await startAdmin({ metrics, health, host: config.adminHost, port: config.adminPort }, shutdown);
    const origin = new PublicOrigin({ ...config, allowedOrigins: config.gateway.allowedOrigins });
    const blobStore = await FileBlobStore.open({
      folder: path.join(dataFolder.path, 'blobs'),
      secret: await dataFolder.secret('blob-addresses'),
      publicUrl: origin.url,
    });
    const notifications = database('lynk_notification');
    const eventLog = new PostgresEventLog(events, { logger, metrics, isOnlyProcess: true });
    health.addCheck('PostgreSQL', () => events.check());
    health.addCheck('consumers', () => eventLog.checkConsumers());
    const push = new PostgresPush({ sql: notifications, clock, logger });
    const foundation = {
      clock,
      logger,
      metrics,
      eventLog,
      // One statement of PostgreSQL answers what a hot log would spare, and one would still be needed beside it.
      hotLog: null,
      pubsub: new InProcessPubSub(),
      presence: new InProcessPresence({ clock }),
      push,
      rateLimit: new InProcessRateLimit({ clock }),
      tickets: new InProcessTickets({ clock }),
      nameFilter: new InProcessNameFilter(),
      blobStore,
      signingKeys: await FileSigningKeys.open({ folder: dataFolder.path, clock }),
    };
    const stores = {
      auth: new PostgresAuthStore(database('lynk_auth')),
      user: new PostgresUserStore(database('lynk_user')),
      room: new PostgresRoomStore(database('lynk_room')),
      message: new PostgresMessageStore(database('lynk_message', 16), { clock, metrics }),
      notification: new PostgresNotificationStore(notifications),
      media: new PostgresMediaStore(database('lynk_media')),
    };
    const { platform, subgraphs } = assembleSubgraphs(foundation, stores, config);
    for (const subgraph of subgraphs) {
      await subgraph.start();
      shutdown.add(`subgraph ${subgraph.name}`, () => subgraph.stop());
    }
    const gateway = createGateway({
      ...platform,
      supergraphSdl: readSupergraph(),
      clients: new Map(subgraphs.map((subgraph) => [subgraph.name, new InProcessSubgraphClient(subgraph)])),
      routes: [
        {
          path: BLOBS_PATH,
          handler: createBlobRoutes({ store: blobStore, clock, logger, isAllowedOrigin: origin.allows }),
        },
        ...(config.isProduction ? [] : [pushOutboxPage({ outbox: push, logger })]),
      ],
      logger: logger.child({ part: 'gateway' }),
      config: { ...config.gateway, ...servedFrom(config) },
    });
    shutdown.add('gateway', () => gateway.stop());
    const address = await gateway.listen({ host: config.host, port: config.port });
    origin.listensOn(address.port);
    shutdown.add('readiness', async () => health.setDraining());
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is counted costs nothing; what has to be measured is measured only when somebody may ask for it. */
async function startAdmin(
  { metrics, health, host, port }: { metrics: Metrics; health: Health; host: string; port: number | null },
  shutdown: ShutdownSteps,
): Promise<void> {
  if (port === null) return;
  metrics.addProcessFigures();
  metrics.addBuild({ version: readVersion(), node: process.versions.node });
  const server = await serveAdmin({ metrics, health, host, port });
  shutdown.add('what operators ask', () => server.stop());
}
