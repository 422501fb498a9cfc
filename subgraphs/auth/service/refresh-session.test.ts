import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { newcomer, useAuth } from '../harness.ts';

const makeAuth = useAuth();
const DAY_MS = 86_400_000;

describe('refreshing', () => {
  it('gives the next pair of tokens of the same session, with the present role', async () => {
    const { register, refresh, identify, store, time } = makeAuth();
    const input = newcomer();
    const first = await register(input);
    await store.setRole(input.email, 'ADMIN');
    time.now += 6 * DAY_MS;
    const second = await refresh(first.tokens?.refreshToken ?? '');
    time.now += 6 * DAY_MS;
    const { tokens, faults } = await refresh(second.tokens?.refreshToken ?? '');
    expect(faults).toEqual([]);
    const identity = await identify(tokens?.accessToken);
    expect(identity.role).toBe('ADMIN');
    expect(encodeId('session', identity.sessionId)).toBe(first.viewer?.session['id']);
  });

  it('ends the session, and tells of it, when a used token comes again', async () => {
    const { register, refresh, identify, sessions, ended, time } = makeAuth();
    const { tokens, accessToken } = await register(newcomer());
    const { sessionId } = await identify(accessToken);
    const second = await refresh(tokens?.refreshToken ?? '');
    expect((await refresh(tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(second.tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(ended).toEqual([sessionId]);
    expect(await sessions.endedSince(time.now)).toContain(sessionId);
  });

  it('refuses a token whose week is over', async () => {
    const { register, refresh, time } = makeAuth();
    const { tokens } = await register(newcomer());
    time.now += 7 * DAY_MS;
    expect((await refresh(tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it.each(['', 'x', '\0', '🦊', 'a'.repeat(43), 'a'.repeat(1_000_000), randomBytes(32).toString('base64url')])(
    'refuses what is no token of ours (%#)',
    async (token) => {
      const { refresh } = makeAuth();
      const { tokens, userErrors } = await refresh(token);
      expect(tokens).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'REFRESH_TOKEN_INVALID', field: ['refreshToken'] }]);
    },
  );
});
