import { DEFAULT_GATEWAY_CONFIG } from '#gateway/config.ts';
import { createGateway } from '#gateway/index.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { RemoteSubgraphClient } from '#platform/subgraph/remote-client.ts';
import { ServiceTokenCache } from '#platform/tokens/service-token-cache.ts';
import { readSupergraph } from '#runtime/schema-files.ts';
import { HubPubSub } from './hub-pubsub.ts';
import type { GatewayCommand, GatewayOptions, ProcessReport } from './process-options.ts';

/** The real gateway in a process of its own, in front of subgraphs that it reaches over the network. */
const options = JSON.parse(process.argv[2] ?? '') as GatewayOptions;
const clock = systemClock;
const logger = createLogger({ level: 'warn' });
const signingKeys = await FileSigningKeys.open({ folder: options.dataDir, clock });
const clients = Object.entries(options.ports).map(([name, port]) => {
  const tokens = new ServiceTokenCache(name, signingKeys, clock);
  const { deadlineMs } = options;
  const url = `http://127.0.0.1:${port}/graphql`;
  return [name, new RemoteSubgraphClient({ name, url, tokens, deadlineMs, pingEveryMs: deadlineMs / 4 })] as const;
});
const gateway = createGateway({
  supergraphSdl: readSupergraph(),
  clients: new Map(clients),
  signingKeys,
  sessions: { endedSince: async () => [] },
  pubsub: await HubPubSub.connect(options.hubPort),
  presence: new InProcessPresence({ clock }),
  rateLimit: new InProcessRateLimit({ clock }),
  metrics: new Metrics(),
  clock,
  logger,
  config: {
    // Everybody comes from one address here, and has many sockets.
    viewer: {
      ...DEFAULT_GATEWAY_CONFIG.viewer,
      costPerMinute: 1e9,
      socketsPerAccount: 10_000,
      socketsPerAddress: 10_000,
    },
    subgraphDeadlineMs: options.deadlineMs,
    socket: {
      ...DEFAULT_GATEWAY_CONFIG.socket,
      queuedBytes: options.queuedBytes,
      pingIntervalMs: options.pingIntervalMs,
    },
  },
});
await gateway.listen({ host: '127.0.0.1', port: options.port });

const report = (what: ProcessReport) => process.send?.(what);
process.on('message', (command: GatewayCommand) => {
  if (command.type === 'reload') {
    gateway.reload(command.supergraphSdl);
    report({ type: 'reloaded' });
  } else {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    report({ type: 'memory', bytes: heapUsed + external });
  }
});
process.on('SIGTERM', async () => {
  await gateway.stop();
  process.exit();
});
process.on('disconnect', () => process.exit());
report({ type: 'ready' });
