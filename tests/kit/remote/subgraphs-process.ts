import { createLogger } from '#platform/logger/logger.ts';
import { readConfig } from '#runtime/config.ts';
import { openDataFolder } from '#runtime/data-folder.ts';
import { startDatabase } from '#runtime/embedded-database.ts';
import { startHosted } from '#runtime/hosted.ts';
import { HubPubSub } from './hub-pubsub.ts';
import type { SubgraphsOptions } from './process-options.ts';

/** The real subgraphs with their database, served over HTTP as they are in front of any gateway. */
const { dataDir, hubPort, ports, settings } = JSON.parse(process.argv[2] ?? '') as SubgraphsOptions;
const logger = createLogger({ level: 'warn' });
const dataFolder = await openDataFolder(dataDir);
const { postgres, migrate } = await startDatabase(dataFolder, logger);
await migrate();
await startHosted({
  config: readConfig(settings),
  postgres,
  keysFolder: dataFolder.path,
  pubsub: await HubPubSub.connect(hubPort),
  logger,
  ports,
});
// Whoever has started it is gone, or is done with it.
process.on('disconnect', async () => {
  await postgres.stop();
  process.exit();
});
process.send?.({ type: 'ready' });
