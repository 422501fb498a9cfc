import { decodeMessageId } from '#platform/ids/ids.ts';
import { DateTimeScalar } from '#platform/subgraph/date-time.ts';
import { createEntities, readableMessage } from './resolvers/entities.ts';
import { createMutations } from './resolvers/mutations.ts';
import type { Services } from './resolvers/services.ts';
import { createReplay, createSubscriptions } from './resolvers/streams.ts';
import type { Resolvers } from './resolvers.generated.ts';
import { messageMissing } from './service/access.ts';

/** Arguments to service calls, results to payloads. */
export function createResolvers(services: Services): Resolvers {
  return {
    DateTime: DateTimeScalar,
    Query: {
      message: async (_root, { id }, context) => {
        const message = await readableMessage(decodeMessageId(id), context);
        if (!message) throw messageMissing();
        return message;
      },
      roomEventsSince: createReplay(services),
    },
    Mutation: createMutations(services),
    Subscription: createSubscriptions(services),
    ...createEntities(services),
  };
}
