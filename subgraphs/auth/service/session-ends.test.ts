import { describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { newcomer, useAuth } from '../harness.ts';

const makeAuth = useAuth();
const LOGOUT = `mutation { logout(input: { clientMutationId: "bye" }) { endedSessionId clientMutationId userErrors { code } } }`;

describe('signing out', () => {
  it('ends the session, and tells of it', async () => {
    const { register, refresh, identify, ask, ended, sessions, time } = makeAuth();
    const { tokens, accessToken } = await register(newcomer());
    const identity = await identify(accessToken);
    const endedSessionId = encodeId('session', identity.sessionId);
    const answer = await ask(LOGOUT, {}, identity);
    expect(answer.data).toEqual({ logout: { endedSessionId, clientMutationId: 'bye', userErrors: [] } });
    expect(ended).toEqual([identity.sessionId]);
    expect(await sessions.endedSince(time.now)).toContain(identity.sessionId);
    expect((await refresh(tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await ask(LOGOUT, {}, identity)).codes).toEqual([]);
  });

  it('leaves the other sessions usable, as long as they last', async () => {
    const { register, identify, ask, sessions, time } = makeAuth();
    const identities = [];
    for (let count = 0; count < 2; count++) identities.push(await identify((await register(newcomer())).accessToken));
    const [gone, kept] = identities.map(({ sessionId }) => sessionId) as [string, string];
    expect((await sessions.usable([gone, kept])).toSorted()).toEqual([gone, kept].toSorted());
    await ask(LOGOUT, {}, identities[0]);
    expect(await sessions.usable([gone, kept, crypto.randomUUID()])).toEqual([kept]);
    time.now += 365 * 24 * 3_600_000;
    expect(await sessions.usable([gone, kept])).toEqual([]);
  });

  it('needs somebody who is signed in', async () => {
    expect((await makeAuth().ask(LOGOUT)).codes).toEqual(['UNAUTHENTICATED']);
  });
});
