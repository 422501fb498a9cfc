import { type AdminServer, serveAdmin } from '#platform/admin/admin-server.ts';
import { systemClock } from '#platform/clock/clock.ts';
import type { ServiceName } from '#platform/grpc/contract.ts';
import { Health } from '#platform/health/health.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { FileSecrets } from '#platform/secrets/files.ts';
import type { Secrets } from '#platform/secrets/secrets.ts';
import { type LiveTls, openTls } from '#platform/secrets/tls.ts';
import type { readServiceConfig } from '../config.ts';
import type { ShutdownSteps } from '../shutdown.ts';
import { readVersion } from '../version.ts';
import { Connections } from './connections.ts';

/** The settings of a process on the real servers. */
export type ServiceConfig = ReturnType<typeof readServiceConfig>;

/** What every process on the real servers stands on, be it the gateway or a subgraph. */
export interface Surroundings {
  readonly service: ServiceName;
  readonly config: ServiceConfig;
  readonly secrets: Secrets;
  readonly tls: LiveTls;
  readonly connections: Connections;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly clock: typeof systemClock;
  readonly logger: Logger;
  readonly shutdown: ShutdownSteps;
}

/**
 * Opens secrets and certificates, and the port for operators, which tells from the first moment how the process is.
 *
 * @throws Error when a secret or a certificate is missing
 */
export async function openSurroundings(options: {
  service: ServiceName;
  config: ServiceConfig;
  logger: Logger;
  shutdown: ShutdownSteps;
}): Promise<Surroundings> {
  const { service, config, logger, shutdown } = options;
  const metrics = new Metrics();
  const health = new Health({ logger });
  await serveOperators({ ...options, metrics, health });
  const secrets = new FileSecrets({ folder: config.services.secretsFolder, logger });
  const certificates = new FileSecrets({ folder: config.services.tlsFolder, logger });
  shutdown.add('secrets', async () => {
    secrets.close();
    certificates.close();
  });
  const tls = await openTls(certificates, service);
  const clock = systemClock;
  const connections = new Connections({
    service,
    config: config.services,
    secrets,
    tls,
    shutdown,
    health,
    metrics,
    clock,
    logger,
  });
  return { service, config, secrets, tls, connections, health, metrics, clock, logger, shutdown };
}

async function serveOperators(options: {
  config: ServiceConfig;
  metrics: Metrics;
  health: Health;
  shutdown: ShutdownSteps;
}): Promise<void> {
  const { config, metrics, health, shutdown } = options;
  if (config.adminPort === null) return;
  metrics.addProcessFigures();
  metrics.addBuild({ version: readVersion(), node: process.versions.node });
  const server: AdminServer = await serveAdmin({ metrics, health, host: config.adminHost, port: config.adminPort });
  shutdown.add('port for operators', () => server.stop());
}
