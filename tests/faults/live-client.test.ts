import { describe, expect, it } from 'vitest';
import { Session } from '#client/index.ts';
import { ClientWatch } from '#tests/kit/client-watch.ts';
import { CutSockets } from '#tests/kit/cut-sockets.ts';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const ROUNDS = 3;
const CUTS = 4;

describe('two people who chat through the live client', () => {
  const lynk = useLynk({ faults: 'expected', own: true });
  const sockets = new CutSockets();

  /** Watches the room as somebody, without ever being told that anything is wrong. */
  function watch(recorder: Recorder, person: Person): Promise<ClientWatch> {
    const { accessToken, refreshToken } = person;
    const session = new Session({ url: lynk().url, tokens: { accessToken, refreshToken } });
    return ClientWatch.open(lynk(), recorder, { person, session, sockets });
  }

  it('miss nothing and see nothing twice while sockets are cut and the process is killed', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const recorder = new Recorder(lynk(), await makeRoom(ann, [ben]));
    const watches = [await watch(recorder, ann), await watch(recorder, ben)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const traffic = new Traffic(recorder, [ann, ben], { lanes: 2, name: `${round}` });
      for (let cut = 1; cut <= CUTS; cut += 1) {
        await until('traffic', () => traffic.acknowledged > cut * 8);
        sockets.cutAll();
      }
      traffic.beginNothingMore();
      await lynk().kill9();
      await traffic.stop();
      await lynk().restartIfEnded();
      await traffic.retryUnknown();
    }
    expect((await recorder.send(ann, 'the end')).kind).toBe('acknowledged');
    await until('the end', () => watches.every(({ lastBody, ending }) => ending !== null || lastBody === 'the end'));
    expect(watches.map(({ ending }) => ending)).toEqual([null, null]);
    expect(await recorder.violations(ann, ben)).toEqual([]);
    expect(sockets.cut).toBeGreaterThan(ROUNDS * CUTS);
  });
});
