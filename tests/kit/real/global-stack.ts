import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { setup as build } from '../global-bundle.ts';
import { Servers } from './servers.ts';

const execute = promisify(execFile);
const INSTALL_DEADLINE_MS = 120_000;

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the real servers that tests may kill. */
    ownStack: string;
    /** The library that tells a program another time. */
    fakeTime: string;
  }
}

/**
 * Builds what is tested, and starts real servers that nobody else uses; vitest calls it. LYNK_OWN_STACK names the folder of
 * some that run already, and stay: whoever works on these tests need not wait for them each time.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const known = process.env['LYNK_OWN_STACK'];
  const servers = new Servers(known ?? mkdtempSync(path.join(os.tmpdir(), 'lynk-own-stack-')));
  const stop = async () => {
    if (known !== undefined) return;
    await servers.down();
    rmSync(servers.folder, { recursive: true, force: true });
  };
  const fakeTime = await findFakeTime();
  try {
    await build();
    if (known === undefined) await servers.up();
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('ownStack', servers.folder);
  project.provide('fakeTime', fakeTime);
  return stop;
}

/** Finds Debian's libfaketime, and installs it where it is missing. */
async function findFakeTime(): Promise<string> {
  const options = { timeout: INSTALL_DEADLINE_MS };
  const listed = () => execute('dpkg', ['-L', 'libfaketime'], options);
  const { stdout } = await listed().catch(async () => {
    await execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'libfaketime'], options);
    return listed();
  });
  const library = stdout.split('\n').find((file) => file.endsWith('/libfaketimeMT.so.1'));
  if (library === undefined) throw new Error('The package libfaketime holds no library.');
  return library;
}
