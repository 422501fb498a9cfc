import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

const signal = new AbortController().signal;
const LIMITS = { atOnce: 2, waiting: 4, deadlineMs: 5_000 };

/** Work that goes on until it is told to end. */
function work(log: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async () => {
    log.push(name);
    await ended;
    return name;
  };
  return { run, end };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('those who take turns', () => {
  it('are served a few at a time, and nobody a second time before everybody who waits', async () => {
    const turns = new Turns(LIMITS);
    const log: string[] = [];
    const names = ['greedy 1', 'greedy 2', 'greedy 3', 'greedy 4', 'modest', 'shy'];
    const works = names.map((name) => work(log, name));
    const results = works.map(({ run }, index) => turns.take(names[index]?.split(' ')[0] ?? '', signal, run));
    await settle();
    expect(log).toEqual(['greedy 1', 'greedy 2']);
    expect(turns.waiting).toBe(4);
    for (const { end } of works) {
      end();
      await settle();
    }
    expect(await Promise.all(results)).toEqual(names);
    expect(log).toEqual(['greedy 1', 'greedy 2', 'greedy 3', 'modest', 'shy', 'greedy 4']);
    expect(turns.waiting).toBe(0);
  });

  it('are told to come back when too many wait', async () => {
    const turns = new Turns({ ...LIMITS, atOnce: 1, waiting: 1 });
    const [first, second] = [work([], 'first'), work([], 'second')];
    const results = [turns.take('ann', signal, first.run), turns.take('ben', signal, second.run)];
    await expect(turns.take('cat', signal, async () => 'third')).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { retryAfterMs: 2_000 },
    });
    first.end();
    second.end();
    expect(await Promise.all(results)).toEqual(['first', 'second']);
  });

  it('give up when the deadline comes, whether they wait or work, and make room for others', async () => {
    const turns = new Turns({ ...LIMITS, atOnce: 1, deadlineMs: 50 });
    const ends = (inTime: AbortSignal) =>
      new Promise<never>((_, reject) => inTime.addEventListener('abort', () => reject(inTime.reason)));
    const late = ['ann', 'ben'].map((who) => turns.take(who, signal, ends));
    for (const { status } of await Promise.allSettled(late)) expect(status).toBe('rejected');
    expect(turns.waiting).toBe(0);
    expect(await turns.take('cat', signal, async () => 'in time')).toBe('in time');
  });

  it('leave the queue with their signal', async () => {
    const turns = new Turns({ ...LIMITS, atOnce: 1 });
    const first = work([], 'first');
    const leaving = new AbortController();
    const served = turns.take('ann', signal, first.run);
    const left = turns.take('ben', leaving.signal, async () => 'never');
    await settle();
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrowError('gone');
    expect(turns.waiting).toBe(0);
    first.end();
    await served;
    expect(await turns.take('ben', signal, async () => 'again')).toBe('again');
  });
});
