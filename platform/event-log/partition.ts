import { createHash } from 'node:crypto';

/**
 * How many partitions a topic has. Records of one partition are in one order and worked on one by one. A change of the
 * number would send a key's next records to another partition, past those that wait in the old one.
 */
export const PARTITIONS = 8;

/** The partition of a key, from 0: evenly spread, and the same in every process and version. */
export function partitionOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % PARTITIONS;
}
