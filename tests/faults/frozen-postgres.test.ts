import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeRoom, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';
import { useEmbeddedLynk } from '#tests/kit/use-lynk.ts';

const ROUNDS = 3;
/** Longer than one subgraph waits for another, shorter and longer than a statement may take. */
const FROZEN_MS = [300, 3_000, 13_000];

describe('a PostgreSQL that does not answer for a while', () => {
  const lynk = useEmbeddedLynk({ faults: 'expected' });
  const signal = (pids: readonly number[], name: NodeJS.Signals) => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // One of its processes has just ended.
      }
    }
  };

  it('leaves no hole, no double and no lie behind', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const recorder = new Recorder(lynk(), await makeRoom(ann, [ben]));
    const watching = await recorder.watch(ben);
    onTestFinished(() => watching.close());
    for (let round = 0; round < ROUNDS; round += 1) {
      const traffic = new Traffic(recorder, [ann, ben], { lanes: 4, name: `${round}` });
      await until('acknowledged sends', () => traffic.acknowledged > 10);
      const pids = lynk().postgresPids();
      onTestFinished(() => signal(pids, 'SIGCONT'));
      signal(pids, 'SIGSTOP');
      await sleep(FROZEN_MS[round] ?? 0);
      signal(pids, 'SIGCONT');
      await traffic.stop();
      expect(traffic.sends.filter(({ outcome }) => outcome?.kind === 'refused')).toEqual([]);
      await traffic.retryUnknown();
    }
    const last = await recorder.send(ann, 'the end');
    if (last.kind !== 'acknowledged') return expect.fail(`The last send was ${last.kind}.`);
    if (watching.state.kind !== 'open') watching.resume();
    await watching.untilSent(last.messageId);
    expect(await recorder.violations(ann, ben)).toEqual([]);
  });
});
