import { expect, it } from 'vitest';
import { systemClock } from '#platform/clock/clock.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { readSupergraph, SUBGRAPH_NAMES } from '#runtime/schema-files.ts';
import { memorySigningKeys } from '#tests/kit/memory-signing-keys.ts';
import { createGateway } from './index.ts';

it('a gateway that could not begin stops in order', async () => {
  const clock = systemClock;
  const refuse = () => Promise.reject(serviceUnavailable('Away.', 1000));
  const client = { execute: refuse, subscribe: async function* () {}, close: async () => {} };
  const pubsub = new InProcessPubSub();
  pubsub.subscribe = refuse;
  const gateway = createGateway({
    supergraphSdl: readSupergraph(),
    clients: new Map(SUBGRAPH_NAMES.map((name) => [name, { name, ...client }])),
    signingKeys: await memorySigningKeys(),
    sessions: { endedSince: refuse },
    pubsub,
    presence: new InProcessPresence({ clock }),
    rateLimit: new InProcessRateLimit({ clock }),
    metrics: new Metrics(),
    clock,
    logger: createLogger({ level: 'silent' }),
  });
  await expect(gateway.listen({ host: '127.0.0.1', port: 0 })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await expect(gateway.stop()).resolves.toBeUndefined();
});
