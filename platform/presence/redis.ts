import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logger/logger.ts';
import type { PubSub } from '../pubsub/pubsub.ts';
import { type RedisCommands, RedisScript } from '../redis/redis.ts';
import type { Presence, PresenceChange, PresenceState } from './presence.ts';

/** A socket that was not reported alive for this long counts as closed, in milliseconds. */
const SOCKET_LIFE_MS = 60_000;
/** How often people are looked for whose sockets have all fallen silent. Every process looks; only one finds each. */
const SWEEP_MS = 5_000;
/** How many silent people a part is asked for at once; the rest waits for the next round. */
const SWEPT_AT_ONCE = 500;
/** How long it is remembered when a person was last there. */
const REMEMBERED_MS = 30 * 24 * 3_600_000;
/** Into how many parts people are spread, so that a cluster shares the work. */
const PARTS = 16;
const CHANNEL = 'presence.changed';

/** Sockets are alive now. @returns 1 when the person came with them */
const ALIVE = new RedisScript(`
local came = redis.call('ZCARD', KEYS[1]) == 0
for i = 4, #ARGV do redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[i]) end
redis.call('ZADD', KEYS[2], 'GT', ARGV[1] + ARGV[2], ARGV[3])
redis.call('DEL', KEYS[3])
return came and 1 or 0`);

/** A socket is closed. @returns 1 when the person went with it */
const CLOSED = new RedisScript(`
if redis.call('ZREM', KEYS[1], ARGV[4]) == 0 or redis.call('ZCARD', KEYS[1]) > 0 then return 0 end
redis.call('ZREM', KEYS[2], ARGV[3])
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[5])
return 1`);

/** Forgets a person's silent sockets. @returns 1 when the person went with them */
const SWEPT = new RedisScript(`
local newest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
if newest and newest + ARGV[2] >= tonumber(ARGV[1]) then
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. (ARGV[1] - ARGV[2]))
  redis.call('ZADD', KEYS[2], newest + ARGV[2], ARGV[3])
  return 0
end
redis.call('ZREM', KEYS[2], ARGV[3])
if not newest then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[3], newest, 'PX', ARGV[4])
return 1`);

/** When each person's newest socket was last alive, and when it was last seen; empty for what is not known. */
const STATES = new RedisScript(
  `
local found = {}
for i = 1, #KEYS, 2 do
  found[i] = redis.call('ZRANGE', KEYS[i], -1, -1, 'WITHSCORES')[2] or ''
  found[i + 1] = redis.call('GET', KEYS[i + 1]) or ''
end
return found`,
  true,
);

/**
 * Presence of all processes, in Redis: a sorted set of sockets for each person, by when they were last alive. Redis coming
 * back empty is mended by the next reports, within 20 s. The time is that of whoever reports: clocks of processes may differ by
 * some seconds.
 */
export class RedisPresence implements Presence {
  readonly #redis: RedisCommands;
  readonly #pubsub: PubSub;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #listeners = new Set<(change: PresenceChange) => void>();
  #sweep: NodeJS.Timeout | undefined;
  #endListening = () => {};

  private constructor(options: { redis: RedisCommands; pubsub: PubSub; clock: Clock; logger: Logger }) {
    this.#redis = options.redis;
    this.#pubsub = options.pubsub;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /**
   * Begins to hear who comes and goes.
   *
   * @param options.isReader whoever only asks for states: it hears of nothing, writes nothing, and needs no right to
   * @throws LynkError SERVICE_UNAVAILABLE when Redis does not answer
   */
  static async start(options: {
    redis: RedisCommands;
    pubsub: PubSub;
    clock: Clock;
    logger: Logger;
    isReader?: boolean;
  }): Promise<RedisPresence> {
    const presence = new RedisPresence(options);
    if (options.isReader) return presence;
    presence.#endListening = await options.pubsub.subscribe(
      CHANNEL,
      (notice) => presence.#hear(notice as unknown as PresenceChange),
      // What was missed is put right where streams begin anew, which a break in the link makes all of them do.
      () => {},
    );
    presence.#sweepLater();
    return presence;
  }

  async connect(userId: string, socketId: string): Promise<void> {
    await this.#alive(userId, [socketId]);
  }

  async alive(sockets: readonly { userId: string; socketId: string }[]): Promise<void> {
    const byPerson = new Map<string, string[]>();
    for (const { userId, socketId } of sockets) byPerson.set(userId, [...(byPerson.get(userId) ?? []), socketId]);
    await Promise.all([...byPerson].map(([userId, socketIds]) => this.#alive(userId, socketIds)));
  }

  async disconnect(userId: string, socketId: string): Promise<void> {
    const now = this.#clock.now();
    const went = await this.#redis.run(CLOSED, keysOf(userId), [now, SOCKET_LIFE_MS, userId, socketId, REMEMBERED_MS]);
    if (went === 1) await this.#tell({ userId, online: false, at: now });
  }

  async states(userIds: readonly string[]): Promise<ReadonlyMap<string, PresenceState>> {
    const horizon = this.#clock.now() - SOCKET_LIFE_MS;
    const states = new Map<string, PresenceState>();
    await Promise.all(
      Array.from({ length: PARTS }, async (_, part) => {
        const people = userIds.filter((userId) => partOf(userId) === part);
        if (people.length === 0) return;
        const keys = people.flatMap((userId) => {
          const [sockets, , seen] = keysOf(userId);
          return [sockets, seen];
        });
        const found = (await this.#redis.run(STATES, keys, [])) as readonly string[];
        for (const [index, userId] of people.entries()) {
          const newest = found[index * 2] || null;
          const lastActiveAt = newest ?? (found[index * 2 + 1] || null);
          const online = newest !== null && Number(newest) >= horizon;
          states.set(userId, { online, lastActiveAt: lastActiveAt === null ? null : Number(lastActiveAt) });
        }
      }),
    );
    return states;
  }

  onChange(listener: (change: PresenceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends the listening and the search for silent sockets. */
  close(): void {
    clearTimeout(this.#sweep);
    this.#endListening();
  }

  async #alive(userId: string, socketIds: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    const came = await this.#redis.run(ALIVE, keysOf(userId), [now, SOCKET_LIFE_MS, userId, ...socketIds]);
    if (came === 1) await this.#tell({ userId, online: true, at: now });
  }

  #sweepLater(): void {
    this.#sweep = setTimeout(() => {
      const rounds = Array.from({ length: PARTS }, (_, part) => this.#sweepPart(part));
      void Promise.all(rounds)
        .catch((err) => this.#logger.warn({ err }, 'silent sockets could not be looked for; the next round does it'))
        .finally(() => this.#sweepLater());
    }, SWEEP_MS);
    this.#sweep.unref();
  }

  async #sweepPart(part: number): Promise<void> {
    const now = this.#clock.now();
    const due = await this.#redis.send('ZRANGEBYSCORE', dueKey(part), '-inf', `(${now}`, 'LIMIT', 0, SWEPT_AT_ONCE);
    for (const userId of due as readonly string[]) {
      const went = await this.#redis.run(SWEPT, keysOf(userId), [now, SOCKET_LIFE_MS, userId, REMEMBERED_MS]);
      if (went === 1) await this.#tell({ userId, online: false, at: now });
    }
  }

  async #tell(change: PresenceChange): Promise<void> {
    await this.#pubsub.publish(CHANNEL, { ...change });
  }

  #hear({ userId, online, at }: PresenceChange): void {
    for (const listener of this.#listeners) listener({ userId, online, at });
  }
}

/** People's IDs are spread evenly by the random digits at their end. */
const partOf = (userId: string) => Number.parseInt(userId.slice(-1), 16) % PARTS;

const dueKey = (part: number) => `presence:{${part}}:due`;

/** A person's sockets, the part's people by when they fall silent, and when the person was last seen. */
const keysOf = (userId: string): [string, string, string] => {
  const part = partOf(userId);
  return [`presence:{${part}}:sockets:${userId}`, dueKey(part), `presence:{${part}}:seen:${userId}`];
};
