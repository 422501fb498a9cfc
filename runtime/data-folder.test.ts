import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { openDataFolder } from './data-folder.ts';

test('a new folder is closed to other users and knows its version', async () => {
  const folder = path.join(temporaryFolder(), 'new', 'data');
  const opened = await openDataFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(path.join(folder, 'version'), 'utf8')).toBe('1\n');
  await opened.close();
});

test('a secret is made once, kept, and closed to other users', async () => {
  const folder = temporaryFolder();
  const first = await openDataFolder(folder);
  const [one, two] = await Promise.all([first.secret('key'), first.secret('key')]);
  expect(one).toBe(two);
  expect(one).toMatch(/^[\w-]{43}$/);
  expect(await first.secret('other', () => 'made by hand')).toBe('made by hand');
  await first.close();

  const second = await openDataFolder(folder);
  expect(await second.secret('key')).toBe(one);
  expect(await second.secret('other')).toBe('made by hand');
  expect(statSync(path.join(folder, 'secrets', 'key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.join(folder, 'secrets')).sort()).toEqual(['key', 'other']);
  await second.close();
});

test('the name of a secret cannot lead out of its folder', async () => {
  const opened = await openDataFolder(temporaryFolder());
  await expect(opened.secret('../version')).rejects.toThrowError(/cannot be the name/);
  await opened.close();
});

test('a folder is opened by one instance at a time', async () => {
  const folder = temporaryFolder();
  const opened = await openDataFolder(folder);
  await expect(openDataFolder(folder)).rejects.toThrowError(/is in use by another instance of Lynk \(process \d+\)/);
  await opened.close();
  await (await openDataFolder(folder)).close();
});

test('a folder that a newer version has written is refused and left alone', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'version'), '2\n');
  await expect(openDataFolder(folder)).rejects.toThrowError(
    `The data folder ${folder} was written by a newer version of Lynk (format 2, this one knows 1): start that version, or set LYNK_DATA_DIR to another folder.`,
  );
  expect(readdirSync(folder)).toEqual(['version']);
});

test('a damaged version is not taken for an old one', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'version'), '');
  await expect(openDataFolder(folder)).rejects.toThrowError(/holds no version/);
});

test("a folder with other people's files is refused and left alone", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'thesis.tex'), '');
  await expect(openDataFolder(folder)).rejects.toThrowError(/holds other files \(such as thesis.tex\)/);
  expect(readdirSync(folder)).toEqual(['thesis.tex']);
});

test('what a first start left that ended early does not stand in the way', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'lock.new-01234567'));
  mkdirSync(path.join(folder, 'lock.1'));
  writeFileSync(path.join(folder, 'version.0123456789ab.tmp'), '');
  await (await openDataFolder(folder)).close();
  expect(existsSync(path.join(folder, 'version'))).toBe(true);
});

test('a file where the folder should be gives its sentence', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(openDataFolder(file)).rejects.toThrowError(/cannot be made, since a file stands in its way/);
  await expect(openDataFolder(path.join(file, 'data'))).rejects.toThrowError(/cannot be made, since a file/);
});
