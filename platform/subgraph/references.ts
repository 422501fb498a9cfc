import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';

type ReferenceResolver = (...args: readonly unknown[]) => unknown;

/**
 * Makes every `__resolveReference` of a resolver map asynchronous. `@apollo/subgraph` resolves the references of a
 * request in one loop: one that throws there takes all the others with it, one that rejects is null with its own error.
 */
export function isolateReferences(resolvers: object): GraphQLResolverMap<unknown> {
  const isolated = Object.entries(resolvers).map(
    ([type, fields]: [string, { __resolveReference?: ReferenceResolver }]) => {
      const resolve = fields.__resolveReference;
      if (!resolve) return [type, fields] as const;
      return [type, { ...fields, __resolveReference: async (...args: unknown[]) => resolve(...args) }] as const;
    },
  );
  return Object.fromEntries(isolated) as GraphQLResolverMap<unknown>;
}
