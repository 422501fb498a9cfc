import type { Logger } from '../logger/logger.ts';
import { type RedisCommands, RedisScript } from '../redis/redis.ts';
import { RedisBestEffort } from '../redis/redis-best-effort.ts';
import { HOT_ENTRIES, HOT_LIFE_MS, type HotEntry, type HotLog, type HotRange } from './hot-log.ts';

/**
 * Puts an entry into the sorted set of its room and takes out what is too much or too old. Entries begin with the moment
 * they were made at; places are below 2^53, so that they are exact as scores, and IDs stay text.
 */
const PUT = new RedisScript(`
local time = redis.call('TIME')
local horizon = time[1] * 1000 - ARGV[3]
redis.call('ZREMRANGEBYSCORE', KEYS[1], ARGV[1], ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[4] - 1)
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
while oldest and tonumber(string.match(oldest, '^%d+') or 0) < horizon do
  redis.call('ZREM', KEYS[1], oldest)
  oldest = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`);

/** {@link HotLog} in Redis: a sorted set for each room, shared by all processes. */
export class RedisHotLog implements HotLog {
  readonly #redis: RedisCommands;
  readonly #effort: RedisBestEffort;

  /** @param options.deadlineMs how long an answer is waited for */
  constructor(options: { redis: RedisCommands; logger: Logger; deadlineMs?: number }) {
    this.#redis = options.redis;
    this.#effort = new RedisBestEffort({ ...options, purpose: 'hot log' });
  }

  async put(roomId: string, { seq, text }: HotEntry, at: number): Promise<void> {
    const values = [seq, `${at} ${seq} ${text}`, HOT_LIFE_MS, HOT_ENTRIES];
    await this.#effort.ask(() => this.#redis.run(PUT, [keyOf(roomId)], values));
  }

  async forget(roomId: string): Promise<void> {
    await this.#effort.ask(() => this.#redis.send('DEL', keyOf(roomId)));
  }

  async read(roomId: string, range: HotRange): Promise<readonly HotEntry[]> {
    const bounds =
      'after' in range ? [`(${range.after}`, '+inf', 'BYSCORE', 'LIMIT', 0, HOT_ENTRIES] : [-range.newest, -1];
    const found = await this.#effort.ask(() => this.#redis.send('ZRANGE', keyOf(roomId), ...bounds));
    return Array.isArray(found) ? found.flatMap((member) => entryOf(String(member))) : [];
  }
}

/** All of a room is in one slot of a cluster. */
const keyOf = (roomId: string) => `message:hot:{${roomId}}`;

function entryOf(member: string): HotEntry[] {
  const [head, seq] = /^\d+ (\d+) /.exec(member) ?? [];
  return head === undefined ? [] : [{ seq: Number(seq), text: member.slice(head.length) }];
}
