import { badUserInput } from '../errors/errors.ts';

/** The paging arguments of a connection, as in the Relay cursor connections specification. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** What a store is asked for: up to `limit` rows in the list's order, from the start or from the end of the range. */
export interface PageRequest<Key> {
  readonly limit: number;
  /** True for `last`: the rows nearest to the end of the range. They are returned in the list's order all the same. */
  readonly fromEnd: boolean;
  readonly after: Key | null;
  readonly before: Key | null;
}

/** Rows in the list's order, and whether the range holds more beyond them. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A connection as resolvers return it. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

/**
 * Checks paging arguments.
 *
 * @param decode reads a cursor; throws BAD_USER_INPUT when it is not one of this list
 * @throws LynkError BAD_USER_INPUT when a size is not from 1 to 100, or both `first` and `last` are given
 */
export function parsePage<Key>(
  page: PageArguments,
  decode: (cursor: string, argument: 'after' | 'before') => Key,
): PageRequest<Key> {
  if (page.first != null && page.last != null) {
    throw badUserInput('Give `first` or `last`, not both.', { argument: 'last' });
  }
  const fromEnd = page.last != null;
  const limit = page.first ?? page.last ?? DEFAULT_SIZE;
  if (limit < 1 || limit > MAX_SIZE) {
    const argument = fromEnd ? 'last' : 'first';
    throw badUserInput(`\`${argument}\` is ${limit}; it must be from 1 to ${MAX_SIZE}.`, { argument });
  }
  return {
    limit,
    fromEnd,
    after: page.after == null ? null : decode(page.after, 'after'),
    before: page.before == null ? null : decode(page.before, 'before'),
  };
}

/**
 * Cuts a page from rows that were read with one more than `limit`, in the list's order.
 *
 * @param beyond whether the list has rows up to `after`, and from `before` on; by default what a cursor was made of is
 *   taken to be still there
 */
export function cutPage<Row, Key>(
  rows: readonly Row[],
  request: PageRequest<Key>,
  beyond: { readonly precedes: boolean; readonly follows: boolean } = {
    precedes: request.after !== null,
    follows: request.before !== null,
  },
): Page<Row> {
  const over = rows.length > request.limit;
  const { precedes, follows } = beyond;
  if (request.fromEnd) {
    const cut = over ? rows.slice(rows.length - request.limit) : rows;
    return { rows: cut, hasPreviousPage: over || precedes, hasNextPage: follows };
  }
  return { rows: over ? rows.slice(0, request.limit) : rows, hasNextPage: over || follows, hasPreviousPage: precedes };
}

/** Turns a page into a connection. `cursorOf` writes the cursor of a row, `nodeOf` its node. */
export function toConnection<Row, Node>(
  page: Page<Row>,
  cursorOf: (row: Row) => string,
  nodeOf: (row: Row) => Node,
): Connection<Node> {
  const edges = page.rows.map((row) => ({ cursor: cursorOf(row), node: nodeOf(row) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
