import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';

const RIVALS = 12;

test('a folder is locked once, and again after it was released', async () => {
  const folder = temporaryFolder();
  const first = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrowError(
    `The data folder ${folder} is in use by another instance of Lynk (process ${process.pid}): stop that one, or set LYNK_DATA_DIR to another folder.`,
  );
  await first.release();
  await (await lockFolder(folder)).release();
});

test('the lock of a killed process does not count', async () => {
  const folder = temporaryFolder();
  const killed = await holdInChild(folder, 1);
  await expect(lockFolder(folder)).rejects.toThrowError(/in use/);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const lock = await lockFolder(folder);
  expect(readdirSync(folder)).toEqual(['lock.2']);
  await lock.release();
});

test('the lock of a stopped process counts: it may go on', async () => {
  const folder = temporaryFolder();
  const holder = await holdInChild(folder, 1);
  holder.kill('SIGSTOP');
  await expect(lockFolder(folder)).rejects.toThrowError(/in use/);
});

test.each([0, 1, 7])('of many that want a folder at once one gets it, with %i dead locks in it', async (dead) => {
  const folder = temporaryFolder();
  for (let number = 1; number <= dead; number += 1) mkdirSync(path.join(folder, `lock.${number}`));
  const results = await Promise.allSettled(Array.from({ length: RIVALS }, () => lockFolder(folder)));
  const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(locks).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(String(result.reason)).toMatch(/in use/);
  }
  await locks[0]?.release();
});

test('one that has seen a dead lock and then slept while others came and went finds that it is late', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'lock.1'));
  let holder: FolderLock | undefined;
  const late = lockFolder(folder, async (socketFile) => {
    // Only now, after the look: one takes number 2 and lets go, another takes number 3 and removes the lower ones.
    if (holder) return socketFile.includes('lock.3');
    await (await lockFolder(folder)).release();
    holder = await lockFolder(folder);
    return false;
  });
  await expect(late).rejects.toThrowError(/in use/);
  await holder?.release();
});

test('two never hold it at once, while many come and go', async () => {
  const folder = temporaryFolder();
  let holders = 0;
  let turns = 0;
  const rival = async () => {
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const lock: FolderLock | undefined = await lockFolder(folder).catch((error) => {
        expect(String(error)).toMatch(/in use/);
        return undefined;
      });
      if (!lock) continue;
      holders += 1;
      turns += 1;
      expect(holders).toBe(1);
      await new Promise(setImmediate);
      holders -= 1;
      await lock.release();
    }
  };
  await Promise.all(Array.from({ length: RIVALS }, rival));
  expect(turns).toBeGreaterThan(1);
});

test('a folder whose path is too long for a socket is locked all the same', async () => {
  const folder = path.join(temporaryFolder(), 'deep'.repeat(30));
  mkdirSync(folder);
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrowError(/in use/);
  await lock.release();
});

/** Another process that listens where the holder of lock `number` does. */
async function holdInChild(folder: string, number: number) {
  const lock = path.join(folder, `lock.${number}`);
  mkdirSync(lock);
  const script = `require('node:net').createServer().listen(${JSON.stringify(path.join(lock, 's'))}, () => console.log('ready'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}
