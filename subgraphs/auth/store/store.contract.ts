import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { userCreated } from '../events.ts';
import type { Account, AuthStore, NewAccount, NewSession } from './store.ts';

const NOW = Date.UTC(2026, 0, 31);
const HOUR_MS = 3_600_000;

/** A session that nothing is wrong with. */
function aSession(overrides: Partial<NewSession> = {}): NewSession {
  return {
    id: randomUUID(),
    createdAt: NOW,
    expiresAt: NOW + HOUR_MS,
    refreshTokenHash: randomBytes(32),
    ...overrides,
  };
}

/** An account that nothing is wrong with, unlike any other. */
function anAccount(overrides: Partial<Account> = {}): NewAccount {
  const name = `ann${randomBytes(5).toString('hex')}`;
  const account: Account = {
    id: randomUUID(),
    email: `${name}@example.org`,
    username: name,
    displayName: 'Ann',
    role: 'USER',
    suspended: false,
    createdAt: NOW,
    ...overrides,
  };
  return { account, passwordHash: `hash of ${name}`, session: aSession(), event: userCreated(account) };
}

/** What every {@link AuthStore} keeps. `create` opens a store that may hold other people's rows. */
export function authStoreContract(name: string, create: () => Promise<AuthStore>): void {
  describe(`auth store: ${name}`, () => {
    let store: AuthStore;
    beforeAll(async () => {
      store = await create();
    });

    async function created(overrides: Partial<Account> = {}): Promise<NewAccount> {
      const account = anAccount(overrides);
      expect(await store.createAccount(account)).toBeNull();
      return account;
    }

    const next = (overrides: { now?: number; expiresAt?: number } = {}) => ({
      hash: randomBytes(32),
      now: NOW + 1,
      expiresAt: NOW + 2 * HOUR_MS,
      ...overrides,
    });

    describe('accounts', () => {
      it('are found as they were made, by either name in any case', async () => {
        const { account, passwordHash } = await created();
        const found = { account, passwordHash };
        expect(await store.findCredentials({ email: account.email.toUpperCase() })).toEqual(found);
        expect(await store.findCredentials({ username: account.username.toUpperCase() })).toEqual(found);
        expect(await store.findCredentials({ email: account.username })).toBeNull();
        expect(await store.accounts([randomUUID(), account.id])).toEqual([account]);
      });

      it('announce themselves in the outbox', async () => {
        const { event } = await created();
        const pending = await store.outbox.pending(1_000);
        expect(pending).toContainEqual(event);
        await store.outbox.remove([event.id]);
      });

      it('share no name with another, whatever the case', async () => {
        const { account } = await created();
        const sameEmail = anAccount({ email: account.email.toUpperCase() });
        const sameUsername = anAccount({ username: account.username.toUpperCase() });
        expect(await store.createAccount(sameEmail)).toEqual({ email: true, username: false });
        expect(await store.createAccount(sameUsername)).toEqual({ email: false, username: true });
        expect(await store.taken(account)).toEqual({ email: true, username: true });
        expect(await store.taken({ email: 'nobody@example.org', username: 'nobody' })).toEqual({
          email: false,
          username: false,
        });
      });

      it('leave nothing behind when a name is taken', async () => {
        const { account } = await created();
        const late = anAccount({ email: account.email });
        await store.createAccount(late);
        expect(await store.accounts([late.account.id])).toEqual([]);
        expect(await store.sessions([late.session.id])).toEqual([]);
        expect((await store.outbox.pending(1_000)).map((record) => record.id)).not.toContain(late.event.id);
      });

      it('are made once when many want the same names at once', async () => {
        const { email, username } = anAccount().account;
        const answers = await Promise.all(
          Array.from({ length: 8 }, () => store.createAccount(anAccount({ email, username }))),
        );
        expect(answers.filter((answer) => answer === null)).toHaveLength(1);
        expect(answers.filter((answer) => answer?.email && answer.username)).toHaveLength(7);
      });

      it('get another role', async () => {
        const { account } = await created();
        const admin = { ...account, role: 'ADMIN' };
        expect(await store.setRole(account.email.toUpperCase(), 'ADMIN')).toEqual(admin);
        expect(await store.accounts([account.id])).toEqual([admin]);
        expect(await store.setRole('nobody@example.org', 'ADMIN')).toBeNull();
      });
    });

    describe('sessions', () => {
      it('are found by id and by account, the newest first', async () => {
        const { account, session } = await created();
        const second = aSession({ createdAt: NOW + 1 });
        expect(await store.openSession(account.id, second)).toBe(true);
        const expected = [second, session].map(({ refreshTokenHash: _hash, ...rest }) => ({
          ...rest,
          accountId: account.id,
          endedAt: null,
        }));
        expect(await store.sessionsOf(account.id)).toEqual(expected);
        expect(await store.sessions([second.id])).toEqual(expected.slice(0, 1));
      });

      it('are not opened for an account that does not exist', async () => {
        const session = aSession();
        expect(await store.openSession(randomUUID(), session)).toBe(false);
        expect(await store.exchange(session.refreshTokenHash, next())).toEqual({ outcome: 'refused' });
      });

      it('end once, and are told of by the time of their end', async () => {
        const { session } = await created();
        expect(await store.endSession(session.id, NOW + 50)).toBe(true);
        expect(await store.endSession(session.id, NOW + 90)).toBe(false);
        expect(await store.endSession(randomUUID(), NOW)).toBe(false);
        expect(await store.endedSince(NOW + 50)).toContain(session.id);
        expect(await store.endedSince(NOW + 51)).not.toContain(session.id);
        expect((await store.sessions([session.id]))[0]?.endedAt).toBe(NOW + 50);
      });
    });

    describe('refresh tokens', () => {
      it('are exchanged for the next one, which moves the end of the session', async () => {
        const { account, session } = await created();
        const second = next();
        expect(await store.exchange(session.refreshTokenHash, second)).toEqual({
          outcome: 'exchanged',
          account,
          session: {
            id: session.id,
            accountId: account.id,
            createdAt: NOW,
            expiresAt: second.expiresAt,
            endedAt: null,
          },
        });
        expect((await store.sessions([session.id]))[0]?.expiresAt).toBe(second.expiresAt);
        expect(await store.exchange(second.hash, next())).toMatchObject({ outcome: 'exchanged' });
      });

      it('end the session when a used one comes again, and its newest token with it', async () => {
        const { session } = await created();
        const second = next();
        await store.exchange(session.refreshTokenHash, second);
        const again = await store.exchange(session.refreshTokenHash, next({ now: NOW + 77 }));
        expect(again).toEqual({ outcome: 'reused', sessionId: session.id });
        expect(await store.exchange(second.hash, next())).toEqual({ outcome: 'refused' });
        expect((await store.sessions([session.id]))[0]?.endedAt).toBe(NOW + 77);
      });

      it('are exchanged once when many try at once, and the others end the session', async () => {
        const { session } = await created();
        const answers = await Promise.all(
          Array.from({ length: 6 }, () => store.exchange(session.refreshTokenHash, next())),
        );
        expect(answers.filter(({ outcome }) => outcome === 'exchanged')).toHaveLength(1);
        expect(answers.filter(({ outcome }) => outcome === 'reused')).toHaveLength(5);
        expect((await store.sessions([session.id]))[0]?.endedAt).toBe(NOW + 1);
      });

      it('are refused when unknown, over, or of an ended session', async () => {
        const [expired, ended] = [await created(), await created()];
        await store.endSession(ended.session.id, NOW);
        const refused = { outcome: 'refused' };
        expect(await store.exchange(randomBytes(32), next())).toEqual(refused);
        expect(await store.exchange(ended.session.refreshTokenHash, next())).toEqual(refused);
        const atTheEnd = next({ now: NOW + HOUR_MS });
        expect(await store.exchange(expired.session.refreshTokenHash, atTheEnd)).toEqual(refused);
        const before = next({ now: NOW + HOUR_MS - 1 });
        expect(await store.exchange(expired.session.refreshTokenHash, before)).toMatchObject({ outcome: 'exchanged' });
      });
    });

    describe('sweeping', () => {
      it('forgets what is over for long, a part at a time, and nothing else', async () => {
        const past = NOW - 1_000 * HOUR_MS;
        const over = { createdAt: past, expiresAt: past + 10 };
        const { account, session: living } = await created();
        const old = [aSession(over), aSession(over), aSession({ createdAt: past })] as const;
        for (const session of old) await store.openSession(account.id, session);
        await store.endSession(old[2].id, past + 10);
        expect(await store.sweep(past + 11, 2)).toBeGreaterThan(0);
        while ((await store.sweep(past + 11, 2)) > 0);
        expect(await store.sessions(old.map((session) => session.id))).toEqual([]);
        expect(await store.sessions([living.id])).toHaveLength(1);
        expect(await store.exchange(living.refreshTokenHash, next())).toMatchObject({ outcome: 'exchanged' });
      });

      it('keeps what is over since that moment', async () => {
        const past = NOW - 1_000 * HOUR_MS;
        const { account } = await created();
        const session = aSession({ createdAt: past, expiresAt: past + 10 });
        await store.openSession(account.id, session);
        await store.sweep(past + 10, 10);
        expect(await store.sessions([session.id])).toHaveLength(1);
      });
    });

    describe('deleting an account', () => {
      it('frees its names and ends its sessions, which are remembered', async () => {
        const { account, session } = await created();
        expect(await store.deleteAccount(account.id, NOW + 5)).toEqual([session.id]);
        expect(await store.accounts([account.id])).toEqual([]);
        expect(await store.taken(account)).toEqual({ email: false, username: false });
        expect(await store.endedSince(NOW + 5)).toContain(session.id);
        expect(await store.exchange(session.refreshTokenHash, next())).toEqual({ outcome: 'refused' });
        expect(await store.deleteAccount(account.id, NOW + 6)).toEqual([]);
      });

      it('leaves no session open that begins at the same moment', async () => {
        const { account } = await created();
        const sessions = Array.from({ length: 5 }, () => aSession());
        const opening = sessions.map((session) => store.openSession(account.id, session));
        const deleting = store.deleteAccount(account.id, NOW + 5);
        await Promise.all([...opening, deleting]);
        const left = await store.sessionsOf(account.id);
        expect(left.filter((session) => session.endedAt === null)).toEqual([]);
      });
    });
  });
}
