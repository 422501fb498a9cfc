import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UserInputRejected } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { NewPushTarget, PushTargetStore } from '../store/store.ts';
import { MAX_TARGETS, type PushTargetInput, PushTargets } from './push-targets.ts';

const viewer: UserIdentity = {
  kind: 'user',
  userId: randomUUID(),
  sessionId: randomUUID(),
  role: 'USER',
  suspended: false,
};
const P256DH = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url');
const webPushKeys = { p256dh: P256DH, auth: Buffer.alloc(16, 7).toString('base64url') };
const phone: PushTargetInput = { kind: 'FCM', token: 'abc:def-_', webPushKeys: null, name: 'Phone' };
const browser: PushTargetInput = { kind: 'WEB_PUSH', token: 'https://push.example/x', webPushKeys, name: null };

/** Registers a device with a store that has room, or has not. */
function register(input: PushTargetInput, isFull = false) {
  const register = async (target: NewPushTarget, limit: number) => {
    expect(limit).toBe(MAX_TARGETS);
    return isFull ? null : { ...target, lastDeliveredAt: null };
  };
  const store = { targets: { register } as unknown as PushTargetStore };
  return new PushTargets({ store, clock: { now: () => 5 } }).register(viewer, input);
}
const codesOf = async (input: PushTargetInput, isFull = false) => {
  const error: unknown = await register(input, isFull).catch((reason: unknown) => reason);
  return error instanceof UserInputRejected ? error.userErrors.map(({ code }) => code) : [];
};

describe('registering a device', () => {
  it('takes what is good for its service, for the session that asks', async () => {
    const { userId, sessionId } = viewer;
    const common = { userId, sessionId, createdAt: 5, lastDeliveredAt: null };
    const address = { kind: 'FCM', token: phone.token };
    expect(await register(phone)).toMatchObject({ ...common, name: 'Phone', address });
    const endpoint = { kind: 'WEB_PUSH', token: browser.token, ...webPushKeys };
    expect(await register(browser)).toMatchObject({ ...common, name: null, address: endpoint });
  });

  it.each([
    ['an empty token', { ...phone, token: '' }, 'PUSH_TOKEN_INVALID'],
    ['white space in a token', { ...phone, token: 'a b' }, 'PUSH_TOKEN_INVALID'],
    ['a token that is too long', { ...phone, token: 'a'.repeat(2_049) }, 'PUSH_TOKEN_INVALID'],
    ['an endpoint without TLS', { ...browser, token: 'http://push.example/x' }, 'PUSH_TOKEN_INVALID'],
    ['an endpoint with credentials', { ...browser, token: 'https://me@push.example/x' }, 'PUSH_TOKEN_INVALID'],
    ['what is no endpoint', { ...browser, token: 'push.example' }, 'PUSH_TOKEN_INVALID'],
    ['a browser without keys', { ...browser, webPushKeys: null }, 'WEB_PUSH_KEYS_INVALID'],
    ['an app with keys', { ...phone, webPushKeys }, 'WEB_PUSH_KEYS_INVALID'],
    ['a short key', { ...browser, webPushKeys: { ...webPushKeys, auth: 'AAAA' } }, 'WEB_PUSH_KEYS_INVALID'],
    ['a name of nothing', { ...phone, name: '' }, 'PUSH_TARGET_NAME_INVALID'],
    ['a name with a line break', { ...phone, name: 'a\nb' }, 'PUSH_TARGET_NAME_INVALID'],
  ] as const)('refuses %s', async (_what, input, code) => {
    expect(await codesOf(input)).toEqual([code]);
  });

  it('tells all faults together, and when there are too many devices', async () => {
    expect(await codesOf({ ...browser, token: '', webPushKeys: null, name: '' })).toHaveLength(3);
    expect(await codesOf(phone, true)).toEqual(['TOO_MANY_PUSH_TARGETS']);
  });
});
