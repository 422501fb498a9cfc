import { type RedisCommands, RedisScript } from '../redis/redis.ts';
import { checkCost, type RateLimit, type RateLimitDecision, type RateLimitRule } from './rate-limit.ts';

/** The level of a bucket, by the server's own clock: one for all processes. A clock that steps back fills nothing. */
const LEVEL = `
local rate, burst, cost = ARGV[1] / 1000, tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local at = tonumber(bucket[2] or now)
local tokens = math.min(burst, tonumber(bucket[1] or burst) + math.max(0, now - at) * rate)
local function keep(left)
  -- Lua would round a moment to 14 digits.
  redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', left), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil((burst - left) / rate) + 1)
end`;

/** Takes tokens. @returns 0, or in how many milliseconds there are enough */
const TAKE = new RedisScript(`${LEVEL}
if tokens < cost then return math.ceil((cost - tokens) / rate) end
keep(tokens - cost)
return 0`);

/** Puts tokens back. */
const GIVE_BACK = new RedisScript(`${LEVEL}
keep(math.min(burst, tokens + cost))
return 0`);

/**
 * Token buckets in Redis, shared by all processes. A full bucket is not stored. Buckets may lie on different nodes of a
 * cluster, so they are taken from one after the other; what was taken is put back when a later one refuses. A process that dies
 * in between costs its caller the tokens, until they are filled again.
 */
export class RedisRateLimit implements RateLimit {
  readonly #redis: RedisCommands;

  constructor(redis: RedisCommands) {
    this.#redis = redis;
  }

  async take(keys: readonly string[], rule: RateLimitRule, cost = 1): Promise<RateLimitDecision> {
    checkCost(cost, rule);
    const values = [rule.perSecond, rule.burst, cost];
    const taken: string[] = [];
    for (const name of new Set(keys)) {
      const key = `rate:${name}`;
      const retryAfterMs = Number(await this.#redis.run(TAKE, [key], values));
      if (retryAfterMs > 0) {
        await Promise.all(taken.map((other) => this.#redis.run(GIVE_BACK, [other], values)));
        return { allowed: false, retryAfterMs };
      }
      taken.push(key);
    }
    return { allowed: true };
  }
}
