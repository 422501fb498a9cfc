import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { until } from '#tests/kit/until.ts';
import { createLogger } from '../logger/logger.ts';
import { FileSecrets } from './files.ts';
import { secretsContract } from './secrets.contract.ts';

/** So long that only the file system can have told of a change. */
const NEVER_MS = 1_000_000;

function open(folder: string, options: { lookEveryMs?: number; logger?: ReturnType<typeof createLogger> } = {}) {
  const secrets = new FileSecrets({ folder, logger: createLogger({ level: 'silent' }), ...options });
  onTestFinished(() => secrets.close());
  return secrets;
}

/** Vault Agent's way: another file takes the name. */
function putByRename(folder: string, name: string, value: string) {
  const fresh = path.join(folder, `.${name}.new`);
  writeFileSync(fresh, value);
  renameSync(fresh, path.join(folder, name));
}

secretsContract('files that are renamed', () => {
  const folder = temporaryFolder();
  return {
    secrets: open(folder, { lookEveryMs: NEVER_MS }),
    put: (name, value) => putByRename(folder, name, value),
    remove: (name) => rmSync(path.join(folder, name)),
  };
});

secretsContract('files that are looked through', () => {
  const folder = path.join(temporaryFolder(), 'late');
  // It cannot be watched before it is there.
  const secrets = open(folder, { lookEveryMs: 20 });
  mkdirSync(folder);
  return {
    secrets,
    put: (name, value) => writeFileSync(path.join(folder, name), value),
    remove: (name) => rmSync(path.join(folder, name)),
  };
});

/** The way of Kubernetes and CSI drivers: each name goes through `..data`, which is replaced as a whole. */
class AtomicVolume {
  #version = 0;

  constructor(readonly folder: string) {}

  put(values: Readonly<Record<string, string>>): void {
    this.#version += 1;
    const version = `..${this.#version}`;
    mkdirSync(path.join(this.folder, version));
    for (const [name, value] of Object.entries(values)) writeFileSync(path.join(this.folder, version, name), value);
    symlinkSync(version, path.join(this.folder, '..data_tmp'));
    renameSync(path.join(this.folder, '..data_tmp'), path.join(this.folder, '..data'));
    if (this.#version === 1) {
      for (const name of Object.keys(values)) symlinkSync(`..data/${name}`, path.join(this.folder, name));
    } else rmSync(path.join(this.folder, `..${this.#version - 1}`), { recursive: true });
  }
}

describe('secrets in files', () => {
  it('are noticed when all of them are replaced at once through a symlink', async () => {
    const volume = new AtomicVolume(temporaryFolder());
    volume.put({ one: '1', other: '1' });
    const secrets = open(volume.folder, { lookEveryMs: NEVER_MS });
    const seen: string[] = [];
    for (const name of ['one', 'other']) {
      secrets.watch(name, (value) => seen.push(`${name} ${value}`));
      expect(await secrets.read(name)).toBe('1');
    }
    volume.put({ one: '2', other: '2' });
    await until('both', () => seen.length === 2);
    expect(seen.sort()).toEqual(['one 2', 'other 2']);
    volume.put({ one: '2', other: '3' });
    await until('the other', () => seen.length === 3);
    expect(seen.at(-1)).toBe('other 3');
  });

  it('that are written in place are not taken for empty ones', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'password');
    writeFileSync(file, 'one');
    const secrets = open(folder, { lookEveryMs: NEVER_MS });
    expect(await secrets.read('password')).toBe('one');
    truncateSync(file);
    expect(await secrets.read('password')).toBe('one');
    writeFileSync(file, 'two');
    expect(await secrets.read('password')).toBe('two');
  });

  it('say which file is wrong, and what to do', async () => {
    const folder = temporaryFolder();
    const secrets = open(folder);
    const file = path.join(folder, 'password');
    await expect(secrets.read('password')).rejects.toThrow(`the file ${file} is not there. Let the scripts of init/`);
    writeFileSync(file, '\n');
    await expect(secrets.read('password')).rejects.toThrow(`${file} is empty`);
    rmSync(file);
    mkdirSync(file);
    await expect(secrets.read('password')).rejects.toThrow(`${file} is not a file`);
    writeFileSync(path.join(folder, 'long'), 'x'.repeat(1024 * 1024 + 1));
    await expect(secrets.read('long')).rejects.toThrow('longer than any secret');
  });

  it('are never logged', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const folder = temporaryFolder();
    const secrets = open(folder, { logger: pino({ level: 'trace' }, sink) });
    const values: string[] = [];
    secrets.watch('password', (value) => {
      values.push(value);
      JSON.parse(value);
    });
    writeFileSync(path.join(folder, 'password'), 'hunter1');
    await secrets.read('password');
    putByRename(folder, 'password', 'hunter2');
    await until('the change', () => values.includes('hunter2'));
    rmSync(path.join(folder, 'password'));
    await secrets.read('password');
    await until('the lines', () => lines.length >= 3);
    expect(lines.join('')).toContain('"secret":"password"');
    expect(lines.join('')).not.toContain('hunter');
  });
});
