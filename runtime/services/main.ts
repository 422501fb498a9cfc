import { createLogger } from '#platform/logger/logger.ts';
import { readServiceConfig } from '../config.ts';
import { SUBGRAPH_NAMES } from '../schema-files.ts';
import { ShutdownSteps } from '../shutdown.ts';
import { StartupError } from '../startup-error.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

const STOP_DEADLINE_MS = 25_000;
const PARTS = ['gateway', ...SUBGRAPH_NAMES] as const;

/** Loads and starts a part: a subgraph has no use for the code of the gateway, nor the other way round. */
async function start(service: (typeof PARTS)[number], surroundings: Surroundings) {
  if (service === 'gateway') return (await import('./start-gateway.ts')).startGateway(surroundings);
  return (await import('./start-subgraph.ts')).startSubgraph(service, surroundings);
}

/** Starts one part of Lynk on the real servers, and stops it when the process is told to. Resolves with the exit code. */
async function main(name: string | undefined): Promise<number> {
  const service = PARTS.find((part) => part === name);
  if (!service) throw new StartupError(`Say which part to start: ${PARTS.join(', ')}.`);
  const config = readServiceConfig();
  const logger = createLogger({ level: config.logLevel }).child({ service });
  const shutdown = new ShutdownSteps(logger);
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // Whoever has started it as a child has ended: nobody else would stop it.
    process.on('disconnect', () => resolve());
  });
  try {
    const surroundings = await openSurroundings({ service, config, logger, shutdown });
    const ports = await start(service, surroundings);
    // Whoever has started it as a child waits for this.
    process.send?.({ type: 'ready', ...ports });
    logger.info(ports, 'ready');
    await told;
  } finally {
    const inTime = await shutdown.run(STOP_DEADLINE_MS);
    if (!inTime) process.exitCode = 1;
  }
  return process.exitCode === 1 ? 1 : 0;
}

try {
  process.exit(await main(process.argv[2]));
} catch (error) {
  // A fault that nobody foresaw keeps its stack: it has to be mended here and not by the person who reads it.
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
