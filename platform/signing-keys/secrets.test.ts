import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { until } from '#tests/kit/until.ts';
import { createLogger } from '../logger/logger.ts';
import { FileSecrets } from '../secrets/files.ts';
import { signServiceToken, verifyServiceToken } from '../tokens/service-token.ts';
import { makeKeySecrets } from './make-secrets.ts';
import { ACCESS_KEYS, SERVICE_KEYS, SecretSigningKeys } from './secrets.ts';
import { signingKeysContract } from './signing-keys.contract.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 31);

/** A folder of secrets, and a clock for those who read them. */
async function installation() {
  const folder = temporaryFolder();
  const secrets = new FileSecrets({ folder, logger: createLogger({ level: 'silent' }) });
  onTestFinished(() => secrets.close());
  const clock = { time: START, now: () => clock.time };
  const open = (names: { privateKeys: string | null; publicKeys: string }) =>
    SecretSigningKeys.open({ secrets, clock, ...names });
  await makeKeySecrets(folder, SERVICE_KEYS, START);
  return { folder, clock, open, file: (name: string) => path.join(folder, name) };
}

signingKeysContract('among secrets', async () => {
  const { open } = await installation();
  return { keys: await open(SERVICE_KEYS), reopen: () => open(SERVICE_KEYS) };
});

describe('signing keys among secrets', () => {
  it('are not needed, and not read, by a process that verifies', async () => {
    const { open, file, clock } = await installation();
    const gateway = await open(SERVICE_KEYS);
    rmSync(file(SERVICE_KEYS.privateKeys));
    mkdirSync(file(SERVICE_KEYS.privateKeys));
    const room = await open({ ...SERVICE_KEYS, privateKeys: null });
    const token = await signServiceToken(gateway, 'room', { kind: 'anonymous' }, clock.now());
    expect(await verifyServiceToken(await room.publicKeys(), 'room', token, clock.now())).toEqual({
      kind: 'anonymous',
    });
    await expect(room.current()).rejects.toThrow('service-public-keys and signs nothing');
  });

  it('change without a restart; a new one signs when all had time to learn of it', async () => {
    const { open, folder, clock } = await installation();
    const [gateway, room] = [await open(SERVICE_KEYS), await open({ ...SERVICE_KEYS, privateKeys: null })];
    const { kid: old } = await gateway.current();
    const before = await room.publicKeys();
    expect(await room.publicKeys()).toBe(before);

    clock.time += 90 * DAY_MS;
    expect(await makeKeySecrets(folder, SERVICE_KEYS, clock.time)).toBe(true);
    await until('the new key', async () => (await room.publicKeys()).keys.length === 2);
    expect((await gateway.current()).kid).toBe(old);
    clock.time += 11 * MINUTE_MS;
    const fresh = await until('the change', async () => {
      const { kid } = await gateway.current();
      return kid === old ? null : kid;
    });
    expect((await room.publicKeys()).keys.map(({ kid }) => kid)).toEqual([old, fresh]);

    clock.time += DAY_MS;
    expect(await makeKeySecrets(folder, SERVICE_KEYS, clock.time)).toBe(true);
    await until('the end of the old key', async () => (await room.publicKeys()).keys.length === 1);
    expect((await gateway.current()).kid).toBe(fresh);
  });

  it('stay when something else comes in their place', async () => {
    const { open, file } = await installation();
    const gateway = await open(SERVICE_KEYS);
    const [{ kid }, published] = [await gateway.current(), await gateway.publicKeys()];
    const renewed = await open(SERVICE_KEYS);
    for (const name of Object.values(SERVICE_KEYS)) writeFileSync(file(name), '{"keys":[]}');
    await expect(open(SERVICE_KEYS)).rejects.toThrow('The secret service-public-keys does not hold');
    expect((await renewed.current()).kid).toBe(kid);
    expect(await gateway.publicKeys()).toBe(published);
  });

  it('are refused where private halves were published', async () => {
    const { open, file } = await installation();
    const { keys } = JSON.parse(readFileSync(file(SERVICE_KEYS.publicKeys), 'utf8'));
    const [{ jwk }] = JSON.parse(readFileSync(file(SERVICE_KEYS.privateKeys), 'utf8')).keys;
    writeFileSync(file(SERVICE_KEYS.publicKeys), JSON.stringify({ keys: [{ ...keys[0], d: jwk.d }] }));
    const refused = open({ ...SERVICE_KEYS, privateKeys: null });
    await expect(refused).rejects.toThrow('does not hold a set of public keys');
    await expect(refused).rejects.not.toThrow(jwk.d);
  });

  it('are made once, each half for those who need it', async () => {
    const { folder, file } = await installation();
    expect(await makeKeySecrets(folder, SERVICE_KEYS, START + DAY_MS)).toBe(false);
    expect(await makeKeySecrets(folder, ACCESS_KEYS, START)).toBe(true);
    for (const { privateKeys, publicKeys } of [ACCESS_KEYS, SERVICE_KEYS]) {
      expect(statSync(file(privateKeys)).mode & 0o777).toBe(0o600);
      expect(statSync(file(publicKeys)).mode & 0o777).toBe(0o644);
    }
    const kids = [ACCESS_KEYS, SERVICE_KEYS].map(
      ({ publicKeys }) => JSON.parse(readFileSync(file(publicKeys), 'utf8')).keys[0].kid,
    );
    expect(new Set(kids).size).toBe(2);
    rmSync(file(ACCESS_KEYS.publicKeys));
    expect(await makeKeySecrets(folder, ACCESS_KEYS, START)).toBe(true);
    expect(JSON.parse(readFileSync(file(ACCESS_KEYS.publicKeys), 'utf8')).keys[0].kid).toBe(kids[0]);
  });
});
