import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';
import { awaitEarlierServer } from './earlier-server.ts';
import { endOrphans } from './orphans.ts';
import { explainServerFault } from './server-faults.ts';
import {
  type LaunchOptions,
  launchServer,
  type ServerExit,
  type ServerProcess,
  ServerStartFailure,
} from './server-process.ts';

/** What happened to the server, and what follows. */
export interface UnexpectedExit {
  /** Why it ended, or why it does not start again. */
  readonly reason: StartupError;
  /** Whether it is being started again; if not, nothing works from then on. */
  readonly restarting: boolean;
}

/** A dead server's children may hold its shared memory for a moment; a start within that moment is tried again. */
const LOCKED = /pre-existing shared memory block|lock file ".*" already exists/;
const LOCKED_RETRY_MS = 50;
const LOCKED_TIMEOUT_MS = 20_000;
/** More deaths than this within a minute are not bad luck. */
const MAX_EXITS_PER_MINUTE = 40;
const MINUTE_MS = 60_000;
const MAX_FAILED_STARTS = 5;
const RETRY_MS = 200;

/** Keeps one server running: starts it, starts it again when it dies, and stops it. */
export class ServerSupervisor {
  readonly #options: LaunchOptions;
  readonly #listeners = new Set<(event: UnexpectedExit) => void>();
  #server: ServerProcess;
  #restart: Promise<void> = Promise.resolve();
  #stopping = false;
  #exitTimes: number[] = [];

  private constructor(options: LaunchOptions, server: ServerProcess) {
    this.#options = options;
    this.#server = server;
    this.#watch(server);
  }

  /**
   * Starts the server. One that a killed run left behind is waited for.
   *
   * @throws StartupError with the server's own reason when it does not start
   */
  static async start(options: LaunchOptions): Promise<ServerSupervisor> {
    return new ServerSupervisor(options, await launch(options));
  }

  /**
   * Tells when the server dies without having been asked to. It is started again by itself, on the same socket.
   *
   * @returns ends the telling
   */
  onUnexpectedExit(listener: (event: UnexpectedExit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the server; everything is on disk afterwards. May be called again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#restart;
    await this.#server.stop();
  }

  #watch(server: ServerProcess): void {
    void server.exited.then((exit) => {
      if (!this.#stopping) this.#restart = this.#startAgain(exit);
    });
  }

  async #startAgain(exit: ServerExit): Promise<void> {
    const { logger, dataFolder } = this.#options;
    const now = Date.now();
    this.#exitTimes = [...this.#exitTimes.filter((time) => now - time < MINUTE_MS), now];
    if (this.#exitTimes.length > MAX_EXITS_PER_MINUTE) {
      return this.#giveUp(new StartupError('PostgreSQL ended again and again within a minute: see the log.'));
    }
    logger.warn({ code: exit.code, signal: exit.signal }, 'PostgreSQL ended unexpectedly and is started again');
    this.#tell({ reason: explainServerFault(exit.lines, dataFolder, 'PostgreSQL ended'), restarting: true });
    for (let attempt = 1; !this.#stopping; attempt += 1) {
      try {
        this.#server = await launch(this.#options);
        logger.info({ attempt }, 'PostgreSQL runs again');
        this.#watch(this.#server);
        return;
      } catch (error) {
        logger.error({ err: error, attempt }, 'PostgreSQL did not start again');
        if (attempt === MAX_FAILED_STARTS) {
          return this.#giveUp(
            error instanceof StartupError ? error : new StartupError('PostgreSQL does not start again: see the log.'),
          );
        }
        await sleep(RETRY_MS * 2 ** attempt);
      }
    }
  }

  #giveUp(reason: StartupError): void {
    this.#options.logger.fatal({ reason: reason.message }, 'PostgreSQL is not started again');
    this.#tell({ reason, restarting: false });
  }

  #tell(event: UnexpectedExit): void {
    for (const listener of this.#listeners) listener(event);
  }
}

async function launch(options: LaunchOptions): Promise<ServerProcess> {
  const start = Date.now();
  for (;;) {
    const { ignorePid } = await awaitEarlierServer(options.cluster, options.logger);
    await endOrphans(options.cluster, options.logger);
    try {
      return await launchServer({ ...options, ignorePid });
    } catch (error) {
      if (!(error instanceof ServerStartFailure)) throw error;
      const said = error.lines.join('\n');
      if (LOCKED.test(said) && Date.now() - start < LOCKED_TIMEOUT_MS) {
        await sleep(LOCKED_RETRY_MS);
        continue;
      }
      throw explainServerFault(error.lines, options.dataFolder, 'PostgreSQL did not start');
    }
  }
}
