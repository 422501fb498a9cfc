import { describe, expect, it, vi } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { memorySigningKeys } from '#tests/kit/memory-signing-keys.ts';
import { LOGIN, newcomer, useAuth } from '../harness.ts';
import { Attempts } from './attempts.ts';
import { Login } from './login.ts';
import { SessionTokens } from './session-tokens.ts';

const makeAuth = useAuth();

describe('signing in', () => {
  it('takes the e-mail address or the username, in any case', async () => {
    const { register, login, identify } = makeAuth();
    const { email, username, password } = newcomer();
    const registered = await identify((await register({ email, username, password })).accessToken);
    for (const identifier of [email, username, email.toUpperCase(), username.toUpperCase()]) {
      const { viewer, accessToken } = await login({ identifier, password });
      const identity = await identify(accessToken);
      expect(identity.userId).toBe(registered.userId);
      expect(identity.sessionId).not.toBe(registered.sessionId);
      expect(viewer?.session['id']).toBe(encodeId('session', identity.sessionId));
    }
  });

  it.each(['nobody@example.org', 'nobody', '', '\0', '\uD800', 'x'.repeat(100_000)])(
    'does not tell whether %j exists',
    async (identifier) => {
      const { login } = makeAuth();
      const { userErrors, tokens } = await login({ identifier, password: 'tK8#mq2Lw!' });
      expect(tokens).toBeNull();
      expect(userErrors).toEqual([
        { code: 'CREDENTIALS_WRONG', message: 'No account has this identifier and this password.', field: null },
      ]);
    },
  );

  it('checks the password of nobody as that of anybody', async () => {
    const verify = vi.fn().mockResolvedValue(false);
    const { store } = makeAuth();
    const attempts = new Attempts(new InProcessRateLimit({ clock: { now: () => 0 } }), { perSecond: 3, burst: 5 });
    const signingKeys = await memorySigningKeys();
    const tokens = new SessionTokens({ signingKeys, accessTokenSeconds: 900, refreshTokenDays: 7 });
    const login = new Login({
      store,
      tokens,
      attempts,
      clock: { now: () => 0 },
      passwordHash: { hash: vi.fn(), verify },
    });
    for (const identifier of ['nobody@example.org', 'nobody', '\0']) {
      await expect(login.login({ identifier, password: 'tK8#mq2Lw!' }, null)).rejects.toThrow('No account');
    }
    expect(verify.mock.calls).toEqual(Array(3).fill([null, 'tK8#mq2Lw!']));
  });

  it('refuses another password, and one that nobody could have', async () => {
    const { register, login } = makeAuth();
    const { password, ...names } = newcomer();
    await register({ ...names, password });
    for (const wrong of ['', 'tK8#mq2Lw', `${password} `, password.toLowerCase(), 'x'.repeat(1_000_000)]) {
      expect((await login({ identifier: names.username, password: wrong })).faults).toEqual(['CREDENTIALS_WRONG']);
    }
  });

  it('is limited to bursts of five and three a second', async () => {
    const { login, ask, time } = makeAuth({ perSecond: 3, burst: 5 });
    const input = { identifier: 'nobody', password: 'x' };
    for (let attempt = 0; attempt < 5; attempt++) await login(input);
    const refused = await ask<{ login: null }>(LOGIN, { input });
    expect(refused.data.login).toBeNull();
    expect(refused.errors[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 334 });
    time.now += 334;
    await login(input);
  });

  it('counts both names of an account together', async () => {
    const { register, login, ask } = makeAuth({ perSecond: 3, burst: 5 });
    const { email, username, password } = newcomer();
    await register({ email, username, password });
    for (let attempt = 0; attempt < 4; attempt++) await login({ identifier: email, password: 'wrong' });
    await login({ identifier: username.toUpperCase(), password: 'wrong' });
    for (const identifier of [email, username]) {
      expect((await ask(LOGIN, { input: { identifier, password } })).codes).toEqual(['RATE_LIMITED']);
    }
  });
});
