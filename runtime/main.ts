import { createLogger } from '#platform/logger/logger.ts';
import { banner } from './banner.ts';
import { readConfig } from './config.ts';
import { startLynk } from './lynk.ts';
import { ShutdownSteps } from './shutdown.ts';
import { StartupError } from './startup-error.ts';

/** How long everything together may take to stop; what is not done then is cut off, and no acknowledged data with it. */
const STOP_DEADLINE_MS = 25_000;
/** The exit code of a program that was interrupted. */
const INTERRUPTED = 130;

/** Starts Lynk, and stops it when the process is told to. Resolves with the exit code. */
async function main(): Promise<number> {
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel });
  const shutdown = new ShutdownSteps(logger);
  const abort = new AbortController();
  let lost: StartupError | undefined;

  const onSignal = () => {
    // The second Ctrl-C of an impatient person. PostgreSQL ends by itself when this process does.
    if (abort.signal.aborted) process.exit(INTERRUPTED);
    abort.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  let failure: unknown;
  try {
    const { port } = await startLynk({
      config,
      logger,
      shutdown,
      signal: abort.signal,
      onDatabaseLost: (reason) => {
        lost = reason;
        abort.abort();
      },
    });
    const startedInMs = performance.now();
    if (!abort.signal.aborted) {
      console.log(banner({ host: config.host, port, dataFolder: config.dataDir, startedInMs }));
      await new Promise((resolve) => abort.signal.addEventListener('abort', resolve, { once: true }));
    }
    if (!lost) console.log('  Lynk is stopping. Ctrl-C again stops it at once.');
  } catch (error) {
    if (!abort.signal.aborted) failure = error;
  }
  const stopped = await shutdown.run(STOP_DEADLINE_MS);
  if (failure ?? lost) throw failure ?? lost;
  return stopped ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  // A fault that nobody foresaw keeps its stack: it has to be mended here and not by the person who reads it.
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
