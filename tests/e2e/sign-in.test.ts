import { describe, expect, it } from 'vitest';
import { LOGIN, LOGOUT, REFRESH_SESSION, REGISTER, VIEWER } from '#tests/kit/operations/auth.ts';
import { newcomer, register } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { ViewerWatch } from '#tests/kit/viewer-watch.ts';

const lynk = useLynk();
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const refresh = async (refreshToken: string) => {
  const { refreshSession } = await lynk().anonymous.get(REFRESH_SESSION, { input: { refreshToken } });
  return { tokens: refreshSession?.tokens, errors: refreshSession?.userErrors.map((error) => error.code) };
};

describe('register', () => {
  it('answers with a usable profile, an account and tokens', async () => {
    const input = newcomer('Ada');
    const { register: payload } = await lynk().anonymous.get(REGISTER, { input });
    expect(payload).toMatchObject({
      userErrors: [],
      viewer: {
        displayName: 'Ada',
        user: { username: input.username, displayName: 'Ada' },
        account: { email: input.email, username: input.username, role: 'USER' },
      },
    });
    expect(payload?.viewer?.user?.id).toBe(payload?.viewer?.id);
    expect(payload?.viewer?.id).toMatch(/^u_/);
    const tokens = payload?.tokens;
    expect(Date.parse(tokens?.accessTokenExpiresAt ?? '') - Date.now()).toBeGreaterThan(14 * MINUTE_MS);
    expect(Date.parse(tokens?.accessTokenExpiresAt ?? '') - Date.now()).toBeLessThanOrEqual(15 * MINUTE_MS);
    expect(Date.parse(tokens?.refreshTokenExpiresAt ?? '') - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
  });

  it('takes the username for the name that others read when there is none', async () => {
    const { displayName, ...input } = newcomer();
    const { register: payload } = await lynk().anonymous.get(REGISTER, { input });
    expect(displayName).not.toBe(input.username);
    expect(payload?.viewer?.displayName).toBe(input.username);
  });

  it('makes a viewer that the next request finds', async () => {
    const person = await register(lynk(), 'Ben');
    const { viewer } = await person.client.get(VIEWER);
    expect(viewer).toMatchObject({
      id: person.id,
      displayName: 'Ben',
      user: { id: person.id, username: person.username, bio: null },
      account: { id: person.id, email: person.email, role: 'USER' },
    });
    expect(Date.parse(viewer?.session?.expiresAt ?? '')).toBeGreaterThan(Date.now());
  });
});

describe('viewer', () => {
  it('is null for nobody', async () => {
    expect(await lynk().anonymous.get(VIEWER)).toEqual({ viewer: null });
  });
});

describe('login', () => {
  it.each(['email', 'username'] as const)('takes the %s in any case', async (field) => {
    const person = await register(lynk(), 'Cleo');
    const input = { identifier: person[field].toUpperCase(), password: person.password };
    const { login } = await lynk().anonymous.get(LOGIN, { input });
    expect(login).toMatchObject({ userErrors: [], viewer: { id: person.id, displayName: 'Cleo' } });
    const client = lynk().anonymous.as(login?.tokens?.accessToken ?? '');
    expect((await client.get(VIEWER)).viewer?.id).toBe(person.id);
  });

  it('does not tell a wrong password from an unknown account', async () => {
    const person = await register(lynk());
    const attempts = [
      { identifier: person.email, password: `${person.password}!` },
      { identifier: `nobody.${person.email}`, password: person.password },
      { identifier: person.email, password: '' },
    ];
    const answers = [];
    for (const input of attempts) answers.push((await lynk().anonymous.get(LOGIN, { input })).login);
    for (const answer of answers) {
      expect(answer).toEqual({ ...answers[0], viewer: null, tokens: null });
      expect(answer?.userErrors.map((error) => error.code)).toEqual(['CREDENTIALS_WRONG']);
    }
  });
});

describe('refreshSession', () => {
  it('exchanges a token for a new pair', async () => {
    const person = await register(lynk());
    const { tokens, errors } = await refresh(person.refreshToken);
    expect(errors).toEqual([]);
    expect(tokens?.refreshToken).not.toBe(person.refreshToken);
    const client = lynk().anonymous.as(tokens?.accessToken ?? '');
    expect((await client.get(VIEWER)).viewer?.id).toBe(person.id);
    expect((await refresh(tokens?.refreshToken ?? '')).errors).toEqual([]);
  });

  it('ends the session when a used token comes again', async () => {
    const person = await register(lynk());
    const { tokens } = await refresh(person.refreshToken);
    expect((await refresh(person.refreshToken)).errors).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(tokens?.refreshToken ?? '')).errors).toEqual(['REFRESH_TOKEN_INVALID']);
    const client = lynk().anonymous.as(tokens?.accessToken ?? '');
    await until(
      'the access token to be refused',
      async () => (await client.ask(VIEWER)).codes[0] === 'UNAUTHENTICATED',
    );
  });

  it('gives one pair to many who come at once with one token', async () => {
    const person = await register(lynk());
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(person.refreshToken)));
    expect(answers.filter((answer) => answer.tokens).length).toBe(1);
  });

  it.each(['', 'nonsense', '\u0000', 'x'.repeat(5_000)])('refuses %j', async (token) => {
    expect((await refresh(token)).errors).toEqual(['REFRESH_TOKEN_INVALID']);
  });
});

describe('logout', () => {
  it('ends the session: both tokens are void, its sockets close with 4403, other sessions go on', async () => {
    const person = await register(lynk());
    const { login } = await lynk().anonymous.get(LOGIN, {
      input: { identifier: person.email, password: person.password },
    });
    const other = { ...person, accessToken: login?.tokens?.accessToken ?? '' };
    const watch = new ViewerWatch(lynk(), person);
    const otherWatch = new ViewerWatch(lynk(), other);
    await until('both to be online', async () => {
      const online = await person.client.text('query ($id: ID!) { user(id: $id) { presence { status } } }', {
        id: person.id,
      });
      return JSON.stringify(online.data).includes('ONLINE');
    });

    const { viewer } = await person.client.get(VIEWER);
    const { logout } = await person.client.get(LOGOUT, { input: { clientMutationId: 'mine' } });
    expect(logout).toEqual({ endedSessionId: viewer?.session?.id, clientMutationId: 'mine', userErrors: [] });
    expect(await watch.ended()).toEqual({ kind: 'closed', code: 4403 });
    await until(
      'the token to be refused',
      async () => (await person.client.ask(VIEWER)).codes[0] === 'UNAUTHENTICATED',
    );
    expect((await refresh(person.refreshToken)).errors).toEqual(['REFRESH_TOKEN_INVALID']);

    expect((await lynk().anonymous.as(other.accessToken).get(VIEWER)).viewer?.id).toBe(person.id);
    expect(otherWatch.state).toEqual({ kind: 'open' });
    await otherWatch.close();
  });

  it('needs somebody who is signed in', async () => {
    expect((await lynk().anonymous.ask(LOGOUT, {})).codes).toEqual(['UNAUTHENTICATED']);
  });
});
