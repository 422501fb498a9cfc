import { describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { newcomer, REGISTER, useAuth } from '../harness.ts';

const makeAuth = useAuth();

describe('registering', () => {
  it('answers with the new viewer, its session and tokens, and signs the request in', async () => {
    const { register, identify, eventLog, subgraph } = makeAuth();
    await subgraph.start();
    const input = { ...newcomer(), displayName: 'Ann 🦊' };
    const { viewer, tokens, accessToken, userErrors } = await register(input);
    expect(userErrors).toEqual([]);
    expect(accessToken).toBe(tokens?.accessToken);
    const identity = await identify(accessToken);
    expect(identity).toMatchObject({ role: 'USER', suspended: false });
    const id = encodeId('user', identity.userId);
    expect(viewer).toEqual({
      id,
      account: {
        id,
        email: input.email,
        username: input.username,
        role: 'USER',
        createdAt: '2026-01-31T00:00:00.000Z',
      },
      session: {
        id: encodeId('session', identity.sessionId),
        createdAt: '2026-01-31T00:00:00.000Z',
        expiresAt: tokens?.refreshTokenExpiresAt,
      },
    });
    expect(tokens).toMatchObject({
      accessTokenExpiresAt: '2026-01-31T00:15:00.000Z',
      refreshTokenExpiresAt: '2026-02-07T00:00:00.000Z',
    });
    await expect
      .poll(() => eventLog.records)
      .toContainEqual(
        expect.objectContaining({ topic: 'user.created', key: identity.userId, payload: { userId: identity.userId } }),
      );
    await subgraph.stop();
  });

  it('tells all faults of an input at once', async () => {
    const { register } = makeAuth();
    const { viewer, tokens, userErrors, accessToken } = await register({
      email: 'ann',
      username: 'a\0',
      password: 'password12',
      displayName: ' ',
    });
    expect({ viewer, tokens, accessToken }).toEqual({ viewer: null, tokens: null, accessToken: undefined });
    expect(userErrors.map(({ code, field }) => [code, field])).toEqual([
      ['EMAIL_INVALID', ['email']],
      ['USERNAME_INVALID', ['username']],
      ['PASSWORD_WEAK', ['password']],
      ['DISPLAY_NAME_INVALID', ['displayName']],
    ]);
  });

  it('refuses names that are taken, whatever their case, beside other faults', async () => {
    const { register } = makeAuth();
    const input = newcomer();
    await register(input);
    const again = { email: input.email.toUpperCase(), username: input.username.toUpperCase(), password: 'short' };
    expect((await register(again)).faults).toEqual(['PASSWORD_WEAK', 'EMAIL_TAKEN', 'USERNAME_TAKEN']);
  });

  it('makes one account when the same person registers many times at once', async () => {
    const { register, login } = makeAuth();
    const input = newcomer();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(input)));
    expect(answers.filter(({ faults }) => faults.length === 0)).toHaveLength(1);
    expect(answers.filter(({ faults }) => faults.join() === 'EMAIL_TAKEN,USERNAME_TAKEN')).toHaveLength(4);
    expect((await login({ identifier: input.email, password: input.password })).faults).toEqual([]);
  });

  it('is limited to bursts of five for an address', async () => {
    const { register, ask } = makeAuth({ perSecond: 3, burst: 5 });
    for (let attempt = 0; attempt < 5; attempt++) await register({ ...newcomer(), password: 'x' }, '203.0.113.7');
    const refused = await ask(REGISTER, { input: newcomer() }, undefined, '203.0.113.7');
    expect(refused.codes).toEqual(['RATE_LIMITED']);
    expect((await ask(REGISTER, { input: newcomer() }, undefined, '203.0.113.8')).codes).toEqual([]);
  });
});
