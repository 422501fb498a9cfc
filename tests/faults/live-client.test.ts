import { print } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RoomEventsSubscription } from '#client/gql/graphql.ts';
import { LiveClient, Session } from '#client/index.ts';
import { CutSockets } from '#tests/kit/cut-sockets.ts';
import { ROOM_EVENTS } from '#tests/kit/operations/live.ts';
import { liveCursor, makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const ROUNDS = 3;
const CUTS = 4;

interface Watch {
  lastBody: string | null;
  /** How the stream ended; null while it goes on, as it must. */
  ending: unknown;
}

describe('two people who chat through the live client', () => {
  const lynk = useLynk({ faults: 'expected' });
  const sockets = new CutSockets();

  /** Watches the room as somebody, without ever being told that anything is wrong. */
  async function watch(recorder: Recorder, person: Person): Promise<Watch> {
    const { accessToken, refreshToken } = person;
    const session = new Session({ url: lynk().url, tokens: { accessToken, refreshToken } });
    const live = new LiveClient({
      url: lynk().wsUrl,
      accessToken: (refused) => session.token(refused),
      webSocket: sockets.webSocket,
      pauses: { baseMs: 20, maxMs: 200, spreadMs: 200 },
    });
    onTestFinished(() => live.close());
    const after = await liveCursor(person, recorder.roomId);
    const record = recorder.chain(person, after);
    const state: Watch = { lastBody: null, ending: null };
    live.subscribe<RoomEventsSubscription>(
      { query: print(ROOM_EVENTS), variables: { roomId: recorder.roomId, after } },
      {
        next: ({ roomEvents }) => {
          record(roomEvents);
          if (roomEvents.event?.__typename === 'MessageSent') state.lastBody = roomEvents.event.message.body ?? null;
        },
        error: (error) => {
          state.ending = error;
        },
        complete: () => {
          state.ending = 'complete';
        },
      },
    );
    return state;
  }

  it('miss nothing and see nothing twice while sockets are cut and the process is killed', async () => {
    const [ann, ben] = await registerAll(lynk().url, 'Ann', 'Ben');
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
