import { describe, expect, it } from 'vitest';
import { makeRoom, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const ROUNDS = 3;

describe('a stop in the middle of sends', () => {
  const lynk = useLynk({ own: true });

  it('ends with code 0, answers what is under way or says that it stops, and loses nothing', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const recorder = new Recorder(lynk(), await makeRoom(ann, [ben]));
    const watching = await recorder.watch(ben);
    for (let round = 0; round < ROUNDS; round += 1) {
      const traffic = new Traffic(recorder, [ann, ben], { lanes: 4, name: `${round}` });
      await until('acknowledged sends', () => traffic.acknowledged > 20);
      // `shutDown` fails when the process does not end by itself with code 0.
      await Promise.all([lynk().shutDown(), traffic.stop()]);
      expect(traffic.sends.filter(({ outcome }) => outcome?.kind === 'refused')).toEqual([]);
      expect((await watching.ended()).kind).toBe('closed');
      await lynk().start();
      await traffic.retryUnknown();
      watching.resume();
    }
    const last = await recorder.send(ann, 'the end');
    expect(last.kind).toBe('acknowledged');
    await watching.until('the end', (w) => w.events('MessageSent').at(-1)?.message.body === 'the end');
    expect(await recorder.violations(ann, ben)).toEqual([]);
    await watching.close();
  });
});
