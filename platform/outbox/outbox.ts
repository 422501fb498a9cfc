import type { EventRecord } from '../event-log/event-log.ts';

/**
 * The transactional outbox of one subgraph: records are written in the transaction that made them true, and copied to
 * the event log afterwards, so a fact is told if and only if it was committed.
 */
export interface Outbox {
  /**
   * Reads the oldest records that have not been copied yet, in the order in which they were committed to be read.
   *
   * @param limit how many at most
   */
  pending(limit: number): Promise<readonly EventRecord[]>;

  /** Forgets records that are in the event log now. */
  remove(ids: readonly string[]): Promise<void>;

  /** Calls back when there may be something new; may also be called without need. Returns the end of it. */
  onPending(callback: () => void): () => Promise<void>;
}
