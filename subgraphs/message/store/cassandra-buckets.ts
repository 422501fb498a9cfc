import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { BoundedMap } from '../service/bounded-map.ts';
import {
  type Bucket,
  bucketOf,
  KEYS,
  type KeyRow,
  type LoggedEvent,
  openStatement,
  type PlacedKey,
  readBucket,
  sealStatement,
} from './cassandra-rows.ts';
import type { RoomHead } from './room-log.ts';
import { timeOfEventId } from './snowflake.ts';

/** When a bucket is sealed. The arithmetic stands beside the table, in `init/cassandra`. */
export interface BucketLimits {
  readonly events: number;
  readonly bytes: number;
  readonly ageMs: number;
}

const LIMITS: BucketLimits = { events: 40_000, bytes: 48 * 1024 * 1024, ageMs: 7 * 86_400_000 };
/** How long a client key is remembered; the schema says so. */
const KEY_HORIZON_MS = 86_400_000;
const ROOMS_REMEMBERED = 20_000;

const DIRECTORY = 'INSERT INTO room_buckets (room_id, first_seq, bucket) VALUES (?, ?, ?)';
const NEWEST = 'SELECT bucket FROM room_buckets WHERE room_id = ? LIMIT 1';
const HOLDING = 'SELECT bucket FROM room_buckets WHERE room_id = ? AND first_seq <= ? LIMIT 1';
const NOTHING: RoomHead = { seq: 0, id: 0, accessEpoch: 0 };

/**
 * The chain of a room's buckets. Bucket 1 begins with place 1; a sealed bucket never changes, and the next number goes on
 * from its head. So whoever finds a sealed bucket without a next one can open that, with the same values.
 */
export class Buckets {
  readonly #session: CassandraSession;
  readonly #clock: Clock;
  readonly #limits: BucketLimits;
  /** room -> the number of its newest bucket that was seen */
  readonly #newest = new BoundedMap<string, number>(ROOMS_REMEMBERED);

  constructor(options: { session: CassandraSession; clock: Clock; limits?: Partial<BucketLimits> | undefined }) {
    this.#session = options.session;
    this.#clock = options.clock;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  /** The bucket with the room's head, sealed or not; null for a room without any. */
  async newest(roomId: string): Promise<Bucket | null> {
    let number = this.#newest.get(roomId) ?? (await this.#hint(NEWEST, [roomId]));
    let bucket = await this.#head(roomId, number);
    // The directory is written before the bucket opens.
    while (!bucket && number > 1) {
      number -= 1;
      bucket = await this.#head(roomId, number);
    }
    while (bucket?.sealed) {
      const next = await this.#head(roomId, bucket.bucket + 1);
      if (!next) break;
      bucket = next;
    }
    if (bucket) this.#newest.set(roomId, bucket.bucket);
    return bucket;
  }

  /** Whether the next event must go into another bucket. */
  isFull(bucket: Bucket): boolean {
    if (bucket.events === 0) return false;
    const age = this.#clock.now() - bucket.openedAt;
    return bucket.events >= this.#limits.events || bucket.bytes >= this.#limits.bytes || age >= this.#limits.ageMs;
  }

  /** Closes a bucket unless its head has moved, and returns it as it is then. */
  async seal(roomId: string, bucket: Bucket): Promise<Bucket> {
    if (await this.#session.writeIf([sealStatement(roomId, bucket)])) return { ...bucket, sealed: true };
    return (await this.settle(roomId, bucket.bucket, [])).bucket;
  }

  /** Opens the bucket after a sealed one, or the first one of a room; returns it as it is then. */
  async open(roomId: string, sealed: Bucket | null): Promise<Bucket> {
    const number = (sealed?.bucket ?? 0) + 1;
    const head = sealed ?? NOTHING;
    await this.#session.write(DIRECTORY, [roomId, BigInt(head.seq + 1), number]);
    await this.#session.writeIf([openStatement(roomId, number, head, this.#clock.now())]);
    const { bucket } = await this.settle(roomId, number, []);
    this.#newest.set(roomId, number);
    return bucket;
  }

  /** Reads the head and some keys of a bucket so that everything that was under way is decided. */
  async settle(
    roomId: string,
    number: number,
    keys: readonly string[],
  ): Promise<{ bucket: Bucket; placed: ReadonlyMap<string, PlacedKey> }> {
    const rows = await this.#session.readSerial<KeyRow>(KEYS, [roomId, number, ['', ...keys]]);
    const [first] = rows;
    if (!first) throw new Error(`Bucket ${number} of a room is not there.`);
    return { bucket: bucketOf(number, first), placed: placedOf(rows) };
  }

  /** Where keys stand in the buckets before one, as far back as keys are remembered. Those are sealed, so final. */
  async keysBefore(roomId: string, { bucket, id }: Bucket, keys: readonly string[]): Promise<Map<string, PlacedKey>> {
    const found = new Map<string, PlacedKey>();
    const horizon =
      Math.min(this.#clock.now(), id === 0 ? Number.MAX_SAFE_INTEGER : timeOfEventId(id)) - KEY_HORIZON_MS;
    for (let number = bucket - 1; number >= 1; number -= 1) {
      const rows = await this.#session.read<KeyRow>(KEYS, [roomId, number, ['', ...keys]]);
      for (const [key, place] of placedOf(rows)) found.set(key, place);
      const opened = rows[0];
      // Everything in the ones before is older than the moment at which this one opened.
      if (!opened || opened.opened_at < horizon) break;
    }
    return found;
  }

  /**
   * Reads events of a range that ends at or before the head of `newest`, oldest first; bucket after bucket, from the one
   * that the directory names, so that none is read in vain.
   */
  async read(
    roomId: string,
    newest: Bucket,
    range: { from: number; to: number; limit: number; newestFirst: boolean },
  ): Promise<LoggedEvent[]> {
    const { newestFirst } = range;
    const first = Math.max(1, range.from);
    const last = Math.min(range.to, newest.seq);
    const found: LoggedEvent[] = [];
    let number = last < first ? 0 : await this.#holding(roomId, newestFirst ? last : first, newest);
    while (number >= 1 && number <= newest.bucket && found.length < range.limit) {
      const limit = range.limit - found.length;
      const part = await readBucket(this.#session, roomId, number, { from: first, to: last, limit, newestFirst });
      found.push(...part);
      const edge = found.at(-1)?.event.seq;
      if (edge === (newestFirst ? first : last)) break;
      number += newestFirst ? -1 : 1;
    }
    return newestFirst ? found.reverse() : found;
  }

  /** The number of the bucket that holds a place. */
  async #holding(roomId: string, seq: number, newest: Bucket): Promise<number> {
    if (newest.bucket === 1 || seq > newest.seq - newest.events) return newest.bucket;
    return this.#hint(HOLDING, [roomId, BigInt(seq)]);
  }

  /** The bucket that holds a place of a room which has it. */
  async holding(roomId: string, seq: number): Promise<number> {
    return this.#hint(HOLDING, [roomId, BigInt(seq)]);
  }

  async #hint(text: string, values: readonly (string | bigint)[]): Promise<number> {
    const [row] = await this.#session.read<{ bucket: number }>(text, values, 1);
    return row?.bucket ?? 1;
  }

  async #head(roomId: string, number: number): Promise<Bucket | null> {
    const [row] = await this.#session.read<KeyRow>(KEYS, [roomId, number, ['']]);
    return row ? bucketOf(number, row) : null;
  }
}

function placedOf(rows: readonly KeyRow[]): Map<string, PlacedKey> {
  const placed = new Map<string, PlacedKey>();
  for (const { key, placed_seq: seq, id, writer, type } of rows) {
    if (seq !== null && id !== null) placed.set(key, { seq, id, writer: writer ?? '', type: type ?? '' });
  }
  return placed;
}
