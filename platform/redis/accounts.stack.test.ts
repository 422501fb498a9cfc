import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { hotLogContract } from '#platform/hot-log/hot-log.contract.ts';
import { RedisHotLog } from '#platform/hot-log/redis.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { CONTRACT_BITS, nameFilterContract } from '#platform/name-filter/name-filter.contract.ts';
import { RedisNameFilter } from '#platform/name-filter/redis.ts';
import { presenceContract } from '#platform/presence/presence.contract.ts';
import { RedisPresence } from '#platform/presence/redis.ts';
import { pubsubContract } from '#platform/pubsub/pubsub.contract.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import { RedisPubSub } from '#platform/pubsub/redis.ts';
import { rateLimitContract } from '#platform/rate-limit/rate-limit.contract.ts';
import type { RateLimit } from '#platform/rate-limit/rate-limit.ts';
import { RedisRateLimit } from '#platform/rate-limit/redis.ts';
import { RedisTickets } from '#platform/tickets/redis.ts';
import { ticketsContract } from '#platform/tickets/tickets.contract.ts';
import { type GuardedRedis, startGuardedRedis } from '#tests/kit/guarded-redis.ts';
import type { StackAccount } from '#tests/kit/stack.ts';
import { RedisCommands } from './redis.ts';

/**
 * Every adapter under the account of the service that uses it, over TLS with certificates on both sides: on a server, and on
 * a cluster, whose clients need a few commands more.
 */

const logger = createLogger({ level: 'silent' });
const BEGIN = Date.UTC(2026, 0, 31);
const advance = async (ms: number) => void (await sleep(ms + 1));

for (const isCluster of [false, true]) {
  describe(isCluster ? 'a cluster' : 'a server', () => {
    let server: GuardedRedis;
    beforeAll(async () => {
      server = await startGuardedRedis({ isCluster });
    });
    afterAll(() => server.stop());

    function commands(account: StackAccount): RedisCommands {
      const redis = new RedisCommands({ settings: server.as(account), logger });
      onTestFinished(() => redis.close());
      return redis;
    }
    function openPubSub(account: StackAccount): RedisPubSub {
      const pubsub = new RedisPubSub({ settings: server.as(account), logger });
      onTestFinished(() => pubsub.close());
      return pubsub;
    }

    // The keys are different things on a cluster, the rights are the same.
    const limits = [['auth', 'login'] as const, ['gateway', 'cost'] as const].slice(isCluster ? 1 : 0);
    for (const [account, prefix] of limits) {
      rateLimitContract(`${prefix}, as ${account}`, async () => {
        await server.flush();
        return { rateLimit: prefixed(new RedisRateLimit(commands(account)), prefix), advance };
      });
    }

    ticketsContract('issued as media, redeemed as room', async () => {
      const [media, room] = [new RedisTickets(commands('media')), new RedisTickets(commands('room'))];
      // The server refuses another purpose before anybody could be told that there is no such ticket.
      const redeem: typeof room.redeem = (purpose, token) =>
        purpose === 'room-picture'
          ? room.redeem(purpose, token)
          : expect(room.redeem(purpose, token))
              .rejects.toThrow(/NOPERM/)
              .then(() => null);
      return { tickets: { issue: media.issue.bind(media), redeem }, advance };
    });

    for (const prefix of isCluster ? ['room:'] : ['room:', 'viewer:']) {
      pubsubContract(`${prefix} as message`, async () => {
        const name = `${prefix}${randomUUID()}`;
        return [under(openPubSub('message'), name), under(openPubSub('message'), name)];
      });
    }

    for (const account of (['gateway', 'message'] as const).slice(isCluster ? 1 : 0)) {
      presenceContract(`as ${account}`, async () => {
        await server.flush();
        let now = BEGIN;
        const [redis, pubsub] = [commands(account), openPubSub(account)];
        vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, now });
        const presence = await RedisPresence.start({ redis, pubsub, clock: { now: () => now }, logger });
        onTestFinished(() => {
          presence.close();
          vi.useRealTimers();
        });
        const pass = async (ms: number) => {
          now += ms;
          await vi.advanceTimersByTimeAsync(5_000);
        };
        return { presence, advance: pass, now: () => now };
      });
    }

    test('notification reads who is there, and no more', async () => {
      const [ann, clock] = [randomUUID(), { now: () => Date.now() }];
      const gateway = await RedisPresence.start({
        redis: commands('gateway'),
        pubsub: openPubSub('gateway'),
        clock,
        logger,
      });
      onTestFinished(() => gateway.close());
      await gateway.connect(ann, 's1');
      const reader = await RedisPresence.start({
        redis: commands('notification'),
        pubsub: openPubSub('notification'),
        clock,
        logger,
        isReader: true,
      });
      onTestFinished(() => reader.close());
      expect((await reader.states([ann, randomUUID()])).get(ann)?.online).toBe(true);
      await expect(reader.connect(ann, 's2')).rejects.toThrow(/NOPERM/);
    });

    test.each<[StackAccount, StackAccount, string]>([
      ['auth', 'gateway', 'sessions.ended'],
      ['auth', 'notification', 'sessions.ended'],
      ['user', 'gateway', 'filters.changed'],
      ['user', 'message', 'filters.changed'],
      ['notification', 'message', 'viewer:a'],
    ])('%s tells %s on %s', async (from, to, channel) => {
      const heard: unknown[] = [];
      await openPubSub(to).subscribe(
        channel,
        (notice) => heard.push(notice),
        () => {},
      );
      await openPubSub(from).publish(channel, { from });
      await vi.waitFor(() => expect(heard).toEqual([{ from }]));
    });

    hotLogContract(
      'as message',
      async () => new RedisHotLog({ redis: commands('message'), logger, deadlineMs: 2_000 }),
    );

    nameFilterContract('as room', async () => {
      await server.flush();
      return new RedisNameFilter({
        redis: commands('room'),
        logger,
        name: 'names',
        firstBits: CONTRACT_BITS,
        deadlineMs: 2_000,
      });
    });
  });
}

/** The names of buckets as the service has them. */
function prefixed(rateLimit: RateLimit, prefix: string): RateLimit {
  return {
    take: (keys, ...rest) =>
      rateLimit.take(
        keys.map((key) => `${prefix}:${key}`),
        ...rest,
      ),
  };
}

/** The suite's channels below one of the service's. */
function under(pubsub: PubSub, name: string): PubSub {
  return {
    publish: (channel, notice) => pubsub.publish(`${name}:${channel}`, notice),
    subscribe: (channel, ...rest) => pubsub.subscribe(`${name}:${channel}`, ...rest),
  };
}
