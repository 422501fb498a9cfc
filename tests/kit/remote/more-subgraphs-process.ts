import { createLogger } from '#platform/logger/logger.ts';
import { readConfig } from '#runtime/config.ts';
import { withDatabase } from '#runtime/embedded-database.ts';
import { startHosted } from '#runtime/hosted.ts';
import { HubPubSub } from './hub-pubsub.ts';
import type { SubgraphsOptions } from './process-options.ts';

/** The real subgraphs once more, on the database of the process that keeps it. */
const { dataDir, hubPort, ports, settings } = JSON.parse(process.argv[2] ?? '') as SubgraphsOptions;
const logger = createLogger({ level: 'warn' });
process.on('disconnect', () => process.exit());
await withDatabase({ dataDir, logger }, async (connection) => {
  await startHosted({
    config: readConfig(settings),
    postgres: { connection },
    isOnlyProcess: false,
    keysFolder: dataDir,
    pubsub: await HubPubSub.connect(hubPort),
    logger,
    ports,
  });
  process.send?.({ type: 'ready' });
  await new Promise(() => {});
});
