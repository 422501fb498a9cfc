import { DEFAULT_GATEWAY_CONFIG } from '#gateway/config.ts';
import { createGateway } from '#gateway/index.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { readSupergraph } from '#runtime/schema-files.ts';
import { serveCommands } from './control.ts';
import type { LynkStage } from './lynk-stage.ts';
import { clientsOf } from './stage-clients.ts';

/** The real gateway alone in a process, so that what is measured is the gateway's. */
const stage = JSON.parse(process.argv[2] ?? '') as LynkStage;
const clock = systemClock;
const signingKeys = await FileSigningKeys.open({ folder: stage.folder, clock });
const gateway = createGateway({
  supergraphSdl: readSupergraph(),
  clients: clientsOf(stage, signingKeys),
  signingKeys,
  sessions: { endedSince: async () => [] },
  pubsub: new InProcessPubSub(),
  presence: new InProcessPresence({ clock }),
  rateLimit: new InProcessRateLimit({ clock }),
  metrics: new Metrics(),
  clock,
  logger: createLogger({ level: 'error' }),
  // Thousands of viewers come from one address here, and as few people.
  config: {
    viewer: {
      ...DEFAULT_GATEWAY_CONFIG.viewer,
      socketsPerAccount: 100_000,
      socketsPerAddress: 100_000,
      costPerMinute: Number.MAX_SAFE_INTEGER,
    },
  },
});
const { port } = await gateway.listen({ host: '127.0.0.1', port: 0 });
serveCommands(port, () => {
  throw new Error('Events of Lynk are sent through its message subgraph.');
});
