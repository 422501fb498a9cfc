import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { OperationContext } from '../operation-context.ts';
import type { QueryEngine } from './query-engine.ts';
import type { Supergraph } from './supergraph.ts';

/**
 * The engine in the form that Apollo Server takes. The class `ApolloGateway` of `@apollo/gateway` is left aside: it plans
 * and executes in the same way, but starts an exporter of usage figures unless the environment forbids it, and keeps
 * the planner that subscriptions need to itself.
 */
export function asApolloGateway(engine: QueryEngine): ApolloServerOptionsWithGateway<OperationContext>['gateway'] {
  return {
    onSchemaLoadOrUpdate: (tell) => {
      const tellOf = ({ apiSchema, sdl }: Supergraph) => tell({ apiSchema, coreSupergraphSdl: sdl });
      tellOf(engine.supergraph);
      engine.onReplaced(tellOf);
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        engine.execute(document, request.operationName, request.variables, context as OperationContext),
    }),
    stop: async () => {},
  };
}
