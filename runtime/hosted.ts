import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { FileBlobStore } from '#platform/blob-store/file.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { unauthenticated } from '#platform/errors/errors.ts';
import { PostgresEventLog } from '#platform/event-log/postgres.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { InProcessNameFilter } from '#platform/name-filter/in-process.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import { PostgresPush } from '#platform/push/postgres.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { hostSubgraph } from '#platform/subgraph/host.ts';
import type { Subgraph } from '#platform/subgraph/subgraph.ts';
import { InProcessTickets } from '#platform/tickets/in-process.ts';
import { verifyServiceToken } from '#platform/tokens/service-token.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { PostgresMediaStore } from '#subgraphs/media/store/postgres.ts';
import { PostgresMessageStore } from '#subgraphs/message/store/postgres.ts';
import { PostgresNotificationStore } from '#subgraphs/notification/store/postgres.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { PostgresUserStore } from '#subgraphs/user/store/postgres.ts';
import { assembleSubgraphs } from './assemble.ts';
import type { Config } from './config.ts';
import type { DatabaseRole } from './database-roles.ts';
import type { RunningPostgres } from './embedded-postgres/embedded-postgres.ts';

/** What hosted subgraphs run on. */
export interface HostedOptions {
  readonly config: Config;
  /** With its tables. */
  readonly postgres: Pick<RunningPostgres, 'connection'>;
  /** Holds the signing keys; the gateways sign with the same ones. */
  readonly keysFolder: string;
  readonly pubsub: PubSub;
  readonly logger: Logger;
  /** Whether no other process serves the same database. */
  readonly isOnlyProcess?: boolean;
  /** Subgraph → the port on 127.0.0.1 that it is served on; a free one when it is left out. */
  readonly ports?: Readonly<Record<string, number>>;
}

/** Subgraphs that are served. */
export interface HostedSubgraphs {
  readonly subgraphs: readonly Subgraph[];
  readonly signingKeys: SigningKeys;
  /** Subgraph → the address of its GraphQL endpoint. */
  readonly urls: Readonly<Record<string, string>>;
}

/**
 * Starts all subgraphs in this process, each served over HTTP and WebSocket like any federated subgraph, for gateways in
 * other processes. They take nothing but service tokens. They run until their process ends.
 */
export async function startHosted(options: HostedOptions): Promise<HostedSubgraphs> {
  const { config, postgres, keysFolder, pubsub, logger, isOnlyProcess = true, ports = {} } = options;
  const clock = systemClock;
  const database = (role: DatabaseRole) => new Database({ connection: postgres.connection(role), logger });
  const notifications = database('lynk_notification');
  const signingKeys = await FileSigningKeys.open({ folder: keysFolder, clock });
  // The gateways are elsewhere and serve no files: addresses can be had here, and used by nobody.
  const blobStore = await FileBlobStore.open({
    folder: path.join(keysFolder, 'blobs'),
    secret: randomBytes(32).toString('hex'),
    publicUrl: () => config.publicUrl ?? 'http://127.0.0.1',
  });
  const { subgraphs } = assembleSubgraphs(
    {
      clock,
      logger,
      signingKeys,
      hotLog: null,
      pubsub,
      eventLog: new PostgresEventLog(database('lynk_event_log'), { logger, isOnlyProcess }),
      presence: new InProcessPresence({ clock }),
      push: new PostgresPush({ sql: notifications, clock, logger }),
      metrics: new Metrics(),
      rateLimit: new InProcessRateLimit({ clock }),
      tickets: new InProcessTickets({ clock }),
      nameFilter: new InProcessNameFilter(),
      blobStore,
    },
    {
      auth: new PostgresAuthStore(database('lynk_auth')),
      user: new PostgresUserStore(database('lynk_user')),
      room: new PostgresRoomStore(database('lynk_room')),
      message: new PostgresMessageStore(database('lynk_message'), { clock }),
      notification: new PostgresNotificationStore(notifications),
      media: new PostgresMediaStore(database('lynk_media')),
    },
    config,
  );
  const urls: Record<string, string> = {};
  for (const subgraph of subgraphs) {
    await subgraph.start();
    const identify = async (authorization: string | undefined) => {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      if (!token) throw unauthenticated();
      return verifyServiceToken(await signingKeys.publicKeys(), subgraph.name, token, clock.now());
    };
    const { port } = await hostSubgraph({ subgraph, identify, host: '127.0.0.1', port: ports[subgraph.name] ?? 0 });
    urls[subgraph.name] = `http://127.0.0.1:${port}/graphql`;
  }
  return { subgraphs, signingKeys, urls };
}
