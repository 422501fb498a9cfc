import { describe, expect, it } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { SESSIONS_ENDED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import { MAX_ACCESS_TOKEN_SECONDS } from '#platform/tokens/access-token.ts';
import { until } from '#tests/kit/until.ts';
import { EndedSessions } from './ended-sessions.ts';

class LossyPubSub extends InProcessPubSub {
  onGap = () => {};

  override subscribe(...[channel, onNotice, onGap]: Parameters<InProcessPubSub['subscribe']>) {
    this.onGap = onGap;
    return super.subscribe(channel, onNotice, onGap);
  }
}

function setUp() {
  const world = { now: 1_000_000_000, known: ['early'], failures: 0, asked: [] as number[], pubsub: new LossyPubSub() };
  const sessions = {
    endedSince: async (since: number) => {
      world.asked.push(since);
      world.failures -= 1;
      if (world.failures >= 0) throw new Error('away');
      return world.known;
    },
  };
  const ended = new EndedSessions({
    sessions,
    pubsub: world.pubsub,
    clock: { now: () => world.now },
    logger: createLogger({ level: 'silent' }),
  });
  return { world, ended };
}

describe('ended sessions', () => {
  it('are known from before the start, and from then on', async () => {
    const { world, ended } = setUp();
    const heard: string[] = [];
    await ended.start();
    ended.onEnded((sessionId) => heard.push(sessionId));
    await world.pubsub.publish(SESSIONS_ENDED_CHANNEL, { sessionId: 'late' });
    await world.pubsub.publish(SESSIONS_ENDED_CHANNEL, { sessionId: 'late' });
    await world.pubsub.publish(SESSIONS_ENDED_CHANNEL, { nonsense: true });
    expect(['early', 'late', 'other'].map((id) => ended.has(id))).toEqual([true, true, false]);
    expect(heard).toEqual(['late']);
    expect(world.asked[0]).toBeLessThanOrEqual(world.now - MAX_ACCESS_TOKEN_SECONDS * 1000);
    ended.stop();
  });

  it('are asked for again when auth is not there at the start, and not for ever', async () => {
    const { world, ended } = setUp();
    world.failures = 2;
    await ended.start();
    expect(ended.has('early')).toBe(true);
    const other = setUp();
    other.world.failures = 100;
    await expect(other.ended.start()).rejects.toThrow('away');
  });

  it('are asked for again after a gap, until there is an answer', async () => {
    const { world, ended } = setUp();
    await ended.start();
    world.known = ['early', 'missed'];
    world.failures = 2;
    world.pubsub.onGap();
    await until('the answer', () => ended.has('missed'));
    ended.stop();
  });

  it('are forgotten when no token of theirs can be good any more', async () => {
    const { world, ended } = setUp();
    await ended.start();
    world.now += (MAX_ACCESS_TOKEN_SECONDS + 120) * 1000;
    await world.pubsub.publish(SESSIONS_ENDED_CHANNEL, { sessionId: 'late' });
    expect(['early', 'late'].map((id) => ended.has(id))).toEqual([false, true]);
    ended.stop();
  });
});
