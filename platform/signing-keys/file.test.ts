import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileSigningKeys } from './file.ts';
import { signingKeysContract } from './signing-keys.contract.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 31);

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-test-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

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
