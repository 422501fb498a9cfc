import { randomUUID } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { signAccessToken } from '#platform/tokens/access-token.ts';
import { memorySigningKeys } from '#tests/kit/memory-signing-keys.ts';
import { VerifiedTokens } from './verified-tokens.ts';

const TTL_SECONDS = 60;

describe('verified tokens', () => {
  const clock = { time: Date.UTC(2026, 0, 31), now: () => clock.time };
  const identity = { userId: randomUUID(), sessionId: randomUUID(), role: 'USER', suspended: false } as const;
  let published: JSONWebKeySet;
  let tokens: VerifiedTokens;
  let token: string;

  beforeEach(async () => {
    const keys = await memorySigningKeys();
    published = await keys.publicKeys();
    tokens = new VerifiedTokens({ publicKeys: async () => published }, clock);
    ({ token } = await signAccessToken(keys, identity, clock.now(), TTL_SECONDS));
  });
  const refused = expect.objectContaining({ code: 'UNAUTHENTICATED' });

  it('are checked once as long as they are good', async () => {
    const first = await tokens.verify(token);
    expect(first).toEqual({ identity: { kind: 'user', ...identity }, expiresAt: clock.time + TTL_SECONDS * 1_000 });
    // The same object: it was not made again.
    expect(await tokens.verify(token)).toBe(first);
  });

  it('are refused from their end on, to the millisecond', async () => {
    const { expiresAt } = await tokens.verify(token);
    clock.time = expiresAt - 1;
    await tokens.verify(token);
    clock.time = expiresAt;
    await expect(tokens.verify(token)).rejects.toEqual(refused);
  });

  it('are refused as soon as their key is not published any more', async () => {
    await tokens.verify(token);
    published = await (await memorySigningKeys('key-2')).publicKeys();
    await expect(tokens.verify(token)).rejects.toEqual(refused);
  });

  it('are not remembered when other keys have come while they were checked', async () => {
    const good = published;
    const checking = tokens.verify(token);
    published = { keys: [] };
    await tokens.verify(token).catch(() => undefined);
    await checking;
    await expect(tokens.verify(token)).rejects.toEqual(refused);
    published = good;
    await tokens.verify(token);
  });

  it('are told apart by every character, and bad ones are never remembered', async () => {
    await tokens.verify(token);
    const forged = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (let time = 0; time < 2; time += 1) await expect(tokens.verify(forged)).rejects.toEqual(refused);
  });
});
