import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import type { Logger } from '../logger/logger.ts';
import { type RequestOrigin, SubgraphContext } from './context.ts';
import { enforcePermissions, type PermissionMap } from './permissions.ts';
import { isolateReferences } from './references.ts';

/** A subgraph, ready to be hosted in process or behind HTTP. */
export interface Subgraph {
  /** As in the supergraph. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** Makes what resolvers get with one request. */
  createContext(origin: RequestOrigin): SubgraphContext;
  /** Begins the work that goes on beside requests: consumers, relays. */
  start(): Promise<void>;
  /** Ends that work, in order. Requests have ended by then. */
  stop(): Promise<void>;
}

/** Something that runs beside requests. */
export interface BackgroundTask {
  stop(): Promise<void>;
}

/** What a subgraph is made of. */
export interface SubgraphDefinition<Loaders> {
  readonly name: string;
  /** The text of `schema/<name>.graphql`. */
  readonly typeDefs: string;
  readonly resolvers: object;
  readonly permissions: PermissionMap;
  readonly logger: Logger;
  /** Makes the loaders of one request. */
  readonly createLoaders: (origin: RequestOrigin) => Loaders;
  /** What runs beside requests, in the order in which it starts; it stops the other way round. */
  readonly background?: readonly (() => BackgroundTask | Promise<BackgroundTask>)[];
}

/**
 * Builds a subgraph: its federated schema with the permission map in front.
 *
 * @throws Error when schema, resolvers and permissions do not fit together
 */
export function defineSubgraph<Loaders>(definition: SubgraphDefinition<Loaders>): Subgraph {
  const schema = buildSubgraphSchema({
    typeDefs: parse(definition.typeDefs),
    resolvers: isolateReferences(definition.resolvers),
  });
  enforcePermissions(schema, definition.permissions);
  const running: BackgroundTask[] = [];
  return {
    name: definition.name,
    schema,
    logger: definition.logger,
    createContext: (origin) => new SubgraphContext(origin, definition.createLoaders),
    start: async () => {
      for (const begin of definition.background ?? []) running.push(await begin());
    },
    stop: async () => {
      for (const task of running.splice(0).reverse()) await task.stop();
    },
  };
}
