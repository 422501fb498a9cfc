/** Something with a place in a room's sequence, as text. */
export interface HotEntry {
  /** The place. */
  readonly seq: number;
  readonly text: string;
}

/** Which entries of a room: those after a place, or so many of the newest. */
export type HotRange = { readonly after: number } | { readonly newest: number };

/** How many entries of a room are kept at most; older ones go. */
export const HOT_ENTRIES = 256;
/** No entry is kept for longer than this after it was made, in milliseconds. */
export const HOT_LIFE_MS = 15 * 60_000;

/**
 * The newest part of rooms' sequences, kept where it is quickly read. It is a cache that promises nothing: it may be empty,
 * have holes, be old, or be slow, and then it says nothing. Whoever reads it proves what it says against the store, and asks
 * that when it cannot. No method rejects.
 */
export interface HotLog {
  /**
   * Keeps an entry in place of what stands at its place already. It may be dropped.
   *
   * @param roomId UUID
   * @param at when it was made, in milliseconds since 1970
   */
  put(roomId: string, entry: HotEntry, at: number): Promise<void>;

  /** Forgets everything of a room that was put before. */
  forget(roomId: string): Promise<void>;

  /** Entries of a room in the order of their places, perhaps with holes; none when there are none, or no answer in time. */
  read(roomId: string, range: HotRange): Promise<readonly HotEntry[]>;
}
