import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '#platform/logger/logger.ts';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { ADMIN_ROLE, DATABASE, type DatabaseRole, type RolePasswords } from '../database-roles.ts';
import { StartupError } from '../startup-error.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { clusterName } from './orphans.ts';
import { openTheWay } from './other-user.ts';
import { chooseServerUser } from './server-user.ts';
import { serverSettings } from './settings.ts';
import { makeSocketFolder, SOCKET_PORT } from './socket-folder.ts';
import { ServerSupervisor, type UnexpectedExit } from './supervisor.ts';

/** A PostgreSQL server of our own, which is kept running until it is stopped. */
export interface RunningPostgres {
  /** How a role reaches a database; it stays the same when the server has to be started again. */
  connection(role: DatabaseRole, database?: string): PostgresConnection;
  /** Tells when the server died; it is started again by itself as `restarting` says. Returns what ends the telling. */
  onUnexpectedExit(listener: (event: UnexpectedExit) => void): () => void;
  /** Stops the server; everything is on disk afterwards. */
  stop(): Promise<void>;
}

/** What a server of our own is started with. */
export interface EmbeddedPostgresOptions {
  /** An existing folder; everything of PostgreSQL lies in its folder `postgres`. */
  readonly dataFolder: string;
  readonly passwords: RolePasswords;
  readonly logger: Logger;
  /** Server settings that differ from the usual ones, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Runs the server as another account when this is root, even where user namespaces are allowed. */
  readonly avoidNamespace?: boolean;
}

/**
 * Starts the PostgreSQL server that lives in a data folder and makes its files at the first start. The caller sees to it
 * that no two processes use one folder. The server ends with this process, however that ends.
 *
 * @throws StartupError for what a person can mend: no programs for this system, a full disk, a foreign database
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const { dataFolder, passwords, logger, avoidNamespace = false } = options;
  const binaries = findBinaries();
  const folder = path.join(dataFolder, 'postgres');
  const cluster = path.join(folder, 'data');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const user = chooseServerUser({ cluster, avoidNamespace });
  if (!user) {
    throw new StartupError('PostgreSQL does not run as root here: start Lynk as an ordinary user.');
  }
  openTheWay({ user, folders: [dataFolder, folder], cluster, programs: binaries.folder });
  await ensureCluster({ dataFolder, cluster, binaries, user, adminPassword: passwords[ADMIN_ROLE] });
  const socket = makeSocketFolder(folder, user);
  const settings = { ...serverSettings(socket.folder), ...options.settings, cluster_name: clusterName(cluster) };
  const supervisor = await ServerSupervisor.start({
    binaries,
    user,
    dataFolder,
    cluster,
    settings,
    logger,
  }).catch((error) => {
    socket.remove();
    throw error;
  });
  return {
    connection: (role, database = DATABASE) => ({
      host: socket.folder,
      port: SOCKET_PORT,
      user: role,
      password: passwords[role],
      database,
    }),
    onUnexpectedExit: (listener) => supervisor.onUnexpectedExit(listener),
    stop: async () => {
      await supervisor.stop();
      socket.remove();
    },
  };
}
