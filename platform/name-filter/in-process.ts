import { createHash } from 'node:crypto';
import { serviceUnavailable } from '../errors/errors.ts';
import { FIRST_PART_BITS, type FilterProgress, MAX_PARTS, type NameFilter } from './name-filter.ts';

const SLOTS = 4;
/** How often a name that finds no place may make another one move. */
const MAX_MOVES = 500;

/** {@link NameFilter} in the memory of this process, the same as the function in Redis. */
export class InProcessNameFilter implements NameFilter {
  readonly #firstBits: number;
  readonly #parts: CuckooPart[] = [];
  #progress: FilterProgress | null = null;

  /** @param options.firstBits the first part has two to this power of buckets */
  constructor(options: { firstBits?: number } = {}) {
    this.#firstBits = options.firstBits ?? FIRST_PART_BITS;
  }

  async mayHold(name: string): Promise<boolean> {
    const hash = hashOf(name);
    return !this.#progress?.isComplete || this.#parts.some((part) => part.has(hash));
  }

  async add(names: readonly string[]): Promise<void> {
    for (const hash of names.map(hashOf)) {
      if (this.#parts.some((part) => part.has(hash)) || this.#parts.at(-1)?.add(hash)) continue;
      if (this.#parts.length >= MAX_PARTS) {
        // It lacks a name from now on, so it says nothing any more.
        this.#progress = null;
        throw serviceUnavailable('The filter of names is full.');
      }
      const part = new CuckooPart(this.#firstBits + this.#parts.length);
      part.add(hash);
      this.#parts.push(part);
    }
  }

  async remove(name: string): Promise<void> {
    const hash = hashOf(name);
    this.#parts.find((part) => part.has(hash))?.remove(hash);
  }

  async progress(): Promise<FilterProgress | null> {
    return this.#progress;
  }

  async setProgress(progress: FilterProgress): Promise<void> {
    this.#progress = progress;
  }
}

const hashOf = (name: string) => createHash('sha256').update(name).digest();

/** Buckets of four slots; a fingerprint of 16 bits stands in one of two buckets, and 0 is an empty slot. */
class CuckooPart {
  readonly #slots: Uint16Array;
  readonly #mask: number;

  constructor(bits: number) {
    this.#mask = 2 ** bits - 1;
    this.#slots = new Uint16Array(2 ** bits * SLOTS);
  }

  has(hash: Buffer): boolean {
    return this.#find(hash) >= 0;
  }

  remove(hash: Buffer): void {
    const slot = this.#find(hash);
    if (slot >= 0) this.#slots[slot] = 0;
  }

  /** Returns false when there is no place, and leaves everything as it was. */
  add(hash: Buffer): boolean {
    const { print, buckets } = this.#placesOf(hash);
    for (const bucket of buckets) if (this.#put(bucket, print)) return true;
    // Plan the moves first, and make them only when the last one finds a free slot.
    const moved = new Map<number, number>();
    const read = (slot: number) => moved.get(slot) ?? this.#slots[slot] ?? 0;
    let [bucket, homeless] = [buckets[0], print];
    for (let move = 1; move <= MAX_MOVES; move += 1) {
      const slot = bucket * SLOTS + ((homeless + move) % SLOTS);
      const evicted = read(slot);
      moved.set(slot, homeless);
      homeless = evicted;
      bucket = this.#otherBucket(bucket, homeless);
      for (let free = bucket * SLOTS; free < (bucket + 1) * SLOTS; free += 1) {
        if (read(free) !== 0) continue;
        moved.set(free, homeless);
        for (const [place, value] of moved) this.#slots[place] = value;
        return true;
      }
    }
    return false;
  }

  #placesOf(hash: Buffer): { print: number; buckets: [number, number] } {
    const print = hash.readUInt16BE(0) || 1;
    const first = hash.readUInt32BE(2) & this.#mask;
    return { print, buckets: [first, this.#otherBucket(first, print)] };
  }

  /** The other of the two buckets of a fingerprint; it leads back again. */
  #otherBucket(bucket: number, print: number): number {
    const mixed = (print * 0x5bd1) ^ (print >>> 3);
    return bucket ^ ((mixed ^ (mixed >>> 15)) & this.#mask);
  }

  #put(bucket: number, print: number): boolean {
    const free = this.#slots.subarray(bucket * SLOTS, (bucket + 1) * SLOTS).indexOf(0);
    if (free < 0) return false;
    this.#slots[bucket * SLOTS + free] = print;
    return true;
  }

  #find(hash: Buffer): number {
    const { print, buckets } = this.#placesOf(hash);
    for (const bucket of buckets) {
      const slot = this.#slots.subarray(bucket * SLOTS, (bucket + 1) * SLOTS).indexOf(print);
      if (slot >= 0) return bucket * SLOTS + slot;
    }
    return -1;
  }
}
