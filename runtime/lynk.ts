import type { Logger } from '#platform/logger/logger.ts';
import { sqlState } from '#platform/postgres/session.ts';
import type { Config } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { startEmbedded } from './embedded.ts';
import { startDatabase } from './embedded-database.ts';
import { checkPort, explainListenError } from './port.ts';
import type { ShutdownSteps } from './shutdown.ts';
import { diskFull, type StartupError, systemErrorCode } from './startup-error.ts';

/** What a start needs from its surroundings. */
export interface StartOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Is given a step for each part that was started, also when a later part fails. */
  readonly shutdown: ShutdownSteps;
  /** Called when the database has died for good while Lynk runs. */
  readonly onDatabaseLost: (reason: StartupError) => void;
  /** Stops the start between two of its parts. */
  readonly signal: AbortSignal;
}

/**
 * Starts Lynk on the embedded default: data folder, PostgreSQL, migrations, subgraphs and gateway.
 *
 * @returns the port that it listens on
 * @throws StartupError when a person has to do something first; the abort reason when it was told to stop
 */
export async function startLynk(options: StartOptions): Promise<{ port: number }> {
  const { config, logger, shutdown, onDatabaseLost, signal } = options;
  await checkPort(config.host, config.port);
  const dataFolder = await openDataFolder(config.dataDir);
  shutdown.add('data folder', () => dataFolder.close());
  signal.throwIfAborted();

  const database = await startDatabase(dataFolder, logger);
  const { postgres } = database;
  shutdown.add('PostgreSQL', () => postgres.stop());
  let databaseFault: StartupError | undefined;
  postgres.onUnexpectedExit(({ reason, restarting }) => {
    databaseFault = reason;
    if (!restarting) onDatabaseLost(reason);
  });
  try {
    signal.throwIfAborted();
    await database.migrate();
    signal.throwIfAborted();
    const { address, stop } = await startEmbedded({ config, postgres, dataFolder, logger });
    shutdown.add('gateway and subgraphs', stop);
    return { port: address.port };
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(config.dataDir, error);
    // Whatever failed on top of it: the database's death is what a person has to hear of.
    throw databaseFault ?? explainListenError(error, config.host, config.port);
  }
}

/** disk_full is PostgreSQL's answer to a statement that found no room; it may have been wrapped on its way here. */
function saysDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return sqlState(error) === '53100' || systemErrorCode(error) === 'ENOSPC' || saysDiskFull(error.cause);
}
