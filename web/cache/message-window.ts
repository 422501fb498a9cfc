import type { FieldFunctionOptions, FieldPolicy, Reference } from '@apollo/client/cache';

/** An edge of a connection as the cache keeps it. */
export interface StoredEdge {
  readonly cursor: string;
  readonly node: Reference | null;
}

/** Where a page stands in its list. */
export interface StoredPageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** The part of a room's history that is on show: one run of messages without a hole. */
export interface MessageWindow {
  readonly edges: readonly StoredEdge[];
  readonly pageInfo: StoredPageInfo;
  readonly liveCursor: string;
  /**
   * What the live stream has brought last, in its order. A page at either end may have been read before or after any of it:
   * what the page does not hold yet is put behind it.
   */
  readonly live?: readonly StoredEdge[];
}

/** As many as a resumed stream brings at most; more is told as a reset. */
const REMEMBERED_LIVE = 1_000;

/** Arguments of `Room.messages` that say where a page belongs. */
interface PageArguments {
  readonly before?: string | null;
  readonly after?: string | null;
}

/**
 * Joins a page to the window: in front of it, behind it, or in its place. A page that was asked for at an end which the
 * window no longer has (it was replaced meanwhile) is dropped. With a page that takes the window's place the live stream
 * begins anew, from that page's `liveCursor`.
 */
export function mergePage(
  existing: MessageWindow | undefined,
  page: MessageWindow,
  args: PageArguments | null,
): MessageWindow {
  const live = existing?.live ?? [];
  if (existing && args?.before) {
    if (args.before !== existing.pageInfo.startCursor) return existing;
    const { hasPreviousPage, startCursor } = page.pageInfo;
    const pageInfo = { ...existing.pageInfo, hasPreviousPage, startCursor: startCursor ?? args.before };
    return { ...existing, edges: withoutDoubles([...page.edges, ...existing.edges]), pageInfo };
  }
  if (existing && args?.after) {
    if (args.after !== existing.pageInfo.endCursor) return existing;
    const { hasNextPage, endCursor } = page.pageInfo;
    const pageInfo = { ...existing.pageInfo, hasNextPage, endCursor: endCursor ?? args.after };
    return withLive({ ...existing, edges: withoutDoubles([...existing.edges, ...page.edges]), pageInfo }, live);
  }
  return { ...page, live: [] };
}

/** Puts a message that the live stream has brought at the end, unless the window ends before the newest messages. */
export function appendLive(window: MessageWindow, edge: StoredEdge): MessageWindow {
  const key = keyOf(edge);
  if (window.live?.some((known) => keyOf(known) === key)) return window;
  const live = [...(window.live ?? []), edge].slice(-REMEMBERED_LIVE);
  if (window.pageInfo.hasNextPage) return { ...window, live };
  return withLive({ ...window, live }, live);
}

/** At the newest end, adds what the live stream has brought after the last of its messages that the page holds. */
function withLive(window: MessageWindow, live: readonly StoredEdge[]): MessageWindow {
  if (window.pageInfo.hasNextPage) return { ...window, live };
  const held = new Set(window.edges.map(keyOf));
  const newer = live.slice(live.findLastIndex((edge) => held.has(keyOf(edge))) + 1);
  if (newer.length === 0) return { ...window, live };
  const edges = [...window.edges, ...newer];
  const startCursor = window.pageInfo.startCursor ?? edges[0]?.cursor ?? null;
  return {
    ...window,
    edges,
    live,
    pageInfo: { ...window.pageInfo, startCursor, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

function withoutDoubles(edges: readonly StoredEdge[]): readonly StoredEdge[] {
  return [...new Map(edges.map((edge) => [keyOf(edge), edge])).values()];
}

/** A cursor is opaque and may differ for one message between a page and the stream, so the message tells. */
function keyOf(edge: StoredEdge): string {
  return edge.node?.__ref ?? edge.cursor;
}

/** `Room.messages`: one window per room, whatever was asked for. */
export const messageWindowPolicy: FieldPolicy<MessageWindow, MessageWindow> = {
  keyArgs: false,
  merge: (existing, incoming, { args }: FieldFunctionOptions) =>
    mergePage(existing as MessageWindow | undefined, incoming as MessageWindow, args as PageArguments | null),
};
