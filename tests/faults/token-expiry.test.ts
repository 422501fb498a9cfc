import { describe, expect, it } from 'vitest';
import { Session, SignInNeeded } from '#client/index.ts';
import { ClientWatch } from '#tests/kit/client-watch.ts';
import { CutSockets } from '#tests/kit/cut-sockets.ts';
import { LOGOUT } from '#tests/kit/operations/auth.ts';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { inSession } from '#tests/kit/session-client.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

/** So many tokens of each person end while they talk. */
const LIVES = 4;
const TOKEN_EXPIRED = 4403;

/** Somebody who talks and watches with the tokens of one session. */
interface Talker {
  readonly person: Person;
  readonly session: Session;
  /** The pairs of tokens that followed the first; null when the session was found to have ended. */
  readonly renewals: unknown[];
  readonly sockets: CutSockets;
}

describe('people whose access tokens live for seconds', () => {
  const lynk = useLynk({ env: { LYNK_ACCESS_TOKEN_SECONDS: '3' } });

  function talker(registered: Person): Talker {
    const { accessToken, refreshToken } = registered;
    const renewals: unknown[] = [];
    const session = new Session({
      url: lynk().url,
      tokens: { accessToken, refreshToken },
      onTokens: (tokens) => renewals.push(tokens),
    });
    return { person: inSession(registered, session), session, renewals, sockets: new CutSockets() };
  }

  it('miss nothing and see nothing twice; who has signed out does not come back', { timeout: 240_000 }, async () => {
    const talkers = (await registerAll(lynk(), 'Ann', 'Ben', 'Cleo', 'Dan')).map(talker);
    const [ann, ben, cleo, dan] = talkers as [Talker, Talker, Talker, Talker];
    const staying = [ann, ben, cleo];
    const people = staying.map(({ person }) => person);
    const room = await makeRoom(ann.person, [...people.slice(1), dan.person]);
    const recorder = new Recorder(lynk(), room);
    const watch = (who: Talker) => ClientWatch.open(lynk(), recorder, who);
    const watches = await Promise.all(staying.map(watch));
    const ofDan = await watch(dan);
    const traffic = new Traffic(recorder, people, { lanes: 2, name: 'talk' });

    await until('Dan to have come back once', () => dan.sockets.opened > 1 && ofDan.breaks.length > 0);
    await dan.person.client.get(LOGOUT, {});
    await until('the end of his stream', () => ofDan.ending !== null);
    expect(ofDan.ending).toBeInstanceOf(SignInNeeded);
    expect(dan.renewals.at(-1)).toBeNull();
    const { count } = ofDan;
    const { opened } = dan.sockets;

    const ended = (watching: ClientWatch) => watching.breaks.filter(isExpiry).length;
    await until('the ends of their tokens', () => watches.every((watching) => ended(watching) >= LIVES), {
      deadlineMs: 120_000,
    });
    await traffic.stop();
    // A token that ends is no reason for a send to be lost or refused.
    expect(traffic.sends.filter(({ outcome }) => outcome?.kind !== 'acknowledged')).toEqual([]);
    expect((await recorder.send(ann.person, 'the end')).kind).toBe('acknowledged');
    await until('the end', () => watches.every(({ lastBody, ending }) => ending !== null || lastBody === 'the end'));

    expect(watches.map(({ ending }) => ending)).toEqual([null, null, null]);
    // Nothing but their tokens has interrupted them.
    expect(watches.flatMap(({ breaks }) => breaks).filter((reason) => !isExpiry(reason))).toEqual([]);
    for (const { renewals } of staying) expect(renewals.length).toBeGreaterThanOrEqual(LIVES);
    expect([ofDan.count, dan.sockets.opened]).toEqual([count, opened]);
    expect(await recorder.violations(...people)).toEqual([]);
  });
});

function isExpiry(reason: ClientWatch['breaks'][number]): boolean {
  return reason.kind === 'closed' && reason.code === TOKEN_EXPIRED;
}
