import type { FieldPolicy } from '@apollo/client/cache';
import type { StoredEdge, StoredPageInfo } from './message-window.ts';

/** A list of which the pages from the start on are known. */
export interface StoredConnection {
  readonly edges: readonly StoredEdge[];
  readonly pageInfo: StoredPageInfo;
}

/**
 * Joins a page to the list behind the cursor that it was asked for. What stands in both, because it has moved meanwhile, is
 * kept where it came last. The first page begins the list anew.
 */
export function mergeForwards(
  existing: StoredConnection | undefined,
  page: StoredConnection,
  after: string | null | undefined,
): StoredConnection {
  if (!after || !existing) return page;
  if (after !== existing.pageInfo.endCursor) return existing;
  const came = new Set(page.edges.map((edge) => edge.node?.__ref));
  const kept = existing.edges.filter((edge) => !edge.node || !came.has(edge.node.__ref));
  const { hasNextPage, endCursor } = page.pageInfo;
  const pageInfo = { ...existing.pageInfo, hasNextPage, endCursor: endCursor ?? after };
  return { ...existing, edges: [...kept, ...page.edges], pageInfo };
}

/** A connection that is read from its start, page by page. */
export const connectionPolicy: FieldPolicy<StoredConnection, StoredConnection> = {
  keyArgs: false,
  merge: (existing, incoming, { args }) =>
    mergeForwards(
      existing as StoredConnection | undefined,
      incoming as StoredConnection,
      args?.['after'] as string | null,
    ),
};
