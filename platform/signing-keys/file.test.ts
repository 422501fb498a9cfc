import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { FileSigningKeys } from './file.ts';
import { signingKeysContract } from './signing-keys.contract.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 31);

const openAt = (folder: string, now: number) => FileSigningKeys.open({ folder, clock: { now: () => now } });

signingKeysContract('file', async () => {
  const folder = temporaryFolder();
  return { keys: await openAt(folder, START), reopen: () => openAt(folder, START + DAY_MS) };
});

describe('signing keys in a file', () => {
  it('are readable by their owner alone, and nothing else is left behind', async () => {
    const folder = temporaryFolder();
    await openAt(folder, START);
    expect(readdirSync(folder)).toEqual(['signing-keys.json']);
    const file = path.join(folder, 'signing-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    await openAt(folder, START);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.getuid?.() === 0)('belong to the owner of the folder when root makes them', async () => {
    const folder = temporaryFolder();
    chownSync(folder, 12_345, 12_345);
    await openAt(folder, START);
    expect(statSync(path.join(folder, 'signing-keys.json'))).toMatchObject({ uid: 12_345, gid: 12_345 });
  });

  it('are the same for several that start at once', async () => {
    const folder = temporaryFolder();
    const all = await Promise.all(Array.from({ length: 5 }, () => openAt(folder, START)));
    const kids = await Promise.all(all.map(async (keys) => (await keys.current()).kid));
    expect(new Set(kids).size).toBe(1);
  });

  it('change after 90 days; the old one stays published for a day', async () => {
    const folder = temporaryFolder();
    const { kid: first } = await (await openAt(folder, START)).current();
    const rotated = await openAt(folder, START + 90 * DAY_MS);
    const { kid: second } = await rotated.current();
    expect(second).not.toBe(first);
    expect((await rotated.publicKeys()).keys.map((key) => key.kid)).toEqual([first, second]);
    const later = await openAt(folder, START + 91 * DAY_MS);
    expect((await later.publicKeys()).keys.map((key) => key.kid)).toEqual([second]);
  });

  it('are not replaced when the file is damaged', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'signing-keys.json');
    for (const text of ['', '{"version":1,"keys":[]}', '{"version":2}']) {
      writeFileSync(file, text);
      await expect(openAt(folder, START)).rejects.toThrow(/does not hold signing keys/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});
