import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger/logger.ts';
import { Health, Unhealthy } from './health.ts';

const logger = createLogger({ level: 'silent' });

describe('health', () => {
  it('is well without checks', async () => {
    expect(await new Health({ logger }).ready()).toEqual({ status: 'ok', checks: [] });
  });

  it('tells of each check by its name and how long it took, and of a failure no more than it is told to', async () => {
    const health = new Health({ logger });
    health.addCheck('one', async () => {});
    health.addCheck('two', () => Promise.reject(new Error('the password hunter2 was refused')));
    health.addCheck('three', () => Promise.reject(new Unhealthy('is 7 records behind')));
    const { status, checks } = await health.ready();
    expect(status).toBe('failing');
    expect(checks).toEqual([
      { name: 'one', ok: true, ms: expect.any(Number) },
      { name: 'two', ok: false, ms: expect.any(Number), reason: 'failed' },
      { name: 'three', ok: false, ms: expect.any(Number), reason: 'is 7 records behind' },
    ]);
  });

  it('leaves dear checks out unless all are asked for', async () => {
    const health = new Health({ logger });
    health.addCheck('cheap', async () => {});
    health.addCheck('dear', async () => {}, { deep: true });
    expect((await health.ready()).checks.map(({ name }) => name)).toEqual(['cheap']);
    expect((await health.deep()).checks.map(({ name }) => name)).toEqual(['cheap', 'dear']);
  });

  it('does not wait for what hangs, and does not begin it again', async () => {
    const health = new Health({ logger, deadlineMs: 20 });
    let begun = 0;
    let answer = () => {};
    health.addCheck('hangs', () => {
      begun += 1;
      return new Promise<void>((resolve) => {
        answer = resolve;
      });
    });
    const late = { name: 'hangs', ok: false, ms: 20, reason: 'no answer within 20 ms' };
    expect(await Promise.all([health.ready(), health.ready()])).toEqual([
      { status: 'failing', checks: [late] },
      { status: 'failing', checks: [late] },
    ]);
    expect(begun).toBe(1);
    answer();
    await turn();
    expect((await health.ready()).status).toBe('failing');
    expect(begun).toBe(2);
  });

  it('counts a check that throws at once as one that has failed', async () => {
    const health = new Health({ logger });
    let isBroken = true;
    health.addCheck('throws', () => {
      if (isBroken) throw new Error('at once');
      return Promise.resolve();
    });
    expect((await health.ready()).checks).toMatchObject([{ ok: false, reason: 'failed' }]);
    isBroken = false;
    expect((await health.ready()).status).toBe('ok');
  });

  it('says that it stops, however well all is', async () => {
    const health = new Health({ logger });
    health.setDraining();
    expect(await health.ready()).toEqual({ status: 'stopping', checks: [] });
  });
});
