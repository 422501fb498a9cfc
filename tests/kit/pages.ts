/** A page as any connection gives it. */
export interface AnyPage {
  readonly edges: readonly { readonly cursor: string; readonly node?: { readonly id: string } | null | undefined }[];
  readonly nodes: readonly ({ readonly id: string } | null | undefined)[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor?: string | null | undefined;
    readonly endCursor?: string | null | undefined;
  };
}

/** Paging arguments in terms of places, where `after` and `before` need not be the place of a row. */
export interface PlaceArguments {
  readonly first?: number;
  readonly last?: number;
  readonly after?: number;
  readonly before?: number;
}

/** What a page must be. */
export interface ExpectedPage {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * The page that the Relay specification asks for, from a model of the list: the rows between the cursors, cut from the
 * start or from the end, and whether the list holds any row beyond either end of the page.
 *
 * @param rows in the list's order, with rising places
 */
export function expectedPage(
  rows: readonly { readonly id: string; readonly place: number }[],
  { first, last, after = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY }: PlaceArguments,
): ExpectedPage {
  const range = rows.filter((row) => row.place > after && row.place < before);
  const page = last === undefined ? range.slice(0, first) : range.slice(Math.max(0, range.length - last));
  // An empty page stands between the rows up to `after` and those from `before` on.
  const start = page[0]?.place ?? after + 1;
  const end = page.at(-1)?.place ?? before - 1;
  return {
    ids: page.map((row) => row.id),
    hasPreviousPage: rows.some((row) => row.place < start),
    hasNextPage: rows.some((row) => row.place > end),
  };
}

/** What a page is, in the form of an expectation. Throws when `edges`, `nodes` and `pageInfo` do not agree. */
export function shownPage(page: AnyPage): ExpectedPage {
  const ids = page.edges.map((edge) => edge.node?.id ?? '');
  const { startCursor = null, endCursor = null, hasNextPage, hasPreviousPage } = page.pageInfo;
  const agrees =
    page.nodes.map((node) => node?.id ?? '').join() === ids.join() &&
    startCursor === (page.edges[0]?.cursor ?? null) &&
    endCursor === (page.edges.at(-1)?.cursor ?? null);
  if (!agrees) throw new Error(`The parts of the page do not agree: ${JSON.stringify(page)}`);
  return { ids, hasPreviousPage, hasNextPage };
}

/** Reads a whole list page by page: forwards with `first` and `after`, backwards with `last` and `before`. */
export async function walk(
  direction: 'forwards' | 'backwards',
  size: number,
  read: (page: { first?: number; after?: string; last?: number; before?: string }) => Promise<AnyPage>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const forwards = direction === 'forwards';
    const from = cursor === undefined ? {} : forwards ? { after: cursor } : { before: cursor };
    const page = await read({ ...(forwards ? { first: size } : { last: size }), ...from });
    const shown = shownPage(page);
    if (forwards) ids.push(...shown.ids);
    else ids.unshift(...shown.ids);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (!(forwards ? hasNextPage : hasPreviousPage)) return ids;
    cursor = (forwards ? endCursor : startCursor) ?? undefined;
    if (cursor === undefined) throw new Error('A page says that there is more, and has no cursor.');
  }
}
