import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmInstall } from './npm.mjs';
import { Obstacle, PROJECT_ROOT } from './project.mjs';

const LOCK_FILE = path.join(PROJECT_ROOT, 'package-lock.json');
/** What npm writes about the packages that it has installed. */
const INSTALLED_FILE = path.join(PROJECT_ROOT, 'node_modules', '.package-lock.json');
const MODULES = path.join(PROJECT_ROOT, 'node_modules');
const HASH_FILE = path.join(MODULES, '.lynk-lock-hash');
const PROGRESS_MS = 500;
/** Without a terminal, how often a line of progress is printed. */
const PLAIN_PROGRESS_MS = 10_000;

/**
 * Installs the packages of the lock file when they are not there: that is decided by its hash, which the last complete
 * install has left, and not by the folder, which an interrupted one leaves, too.
 */
export async function ensureInstalled() {
  const lock = readLock();
  const hash = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  if (existsSync(HASH_FILE) && readFileSync(HASH_FILE, 'utf8') === hash) return;
  const packages = packagesFor(JSON.parse(lock).packages);
  // Somebody has run npm by hand; nothing has to be fetched again.
  if (!areInstalled(packages)) await install(packages);
  writeFileSync(HASH_FILE, hash);
}

function readLock() {
  try {
    return readFileSync(LOCK_FILE, 'utf8');
  } catch {
    throw new Obstacle('The file package-lock.json is missing: restore it with "git checkout package-lock.json".');
  }
}

/**
 * The packages that belong on this machine: path -> entry of the lock file.
 *
 * @param {Record<string, any>} packages
 * @returns {[string, any][]}
 */
function packagesFor(packages) {
  const matches = (list, value) => !list || (list.includes(value) && !list.includes(`!${value}`));
  return Object.entries(packages).filter(
    ([folder, entry]) =>
      folder !== '' &&
      matches(entry.os, process.platform) &&
      matches(entry.cpu, process.arch) &&
      (!entry.libc || matches(entry.libc, 'glibc')),
  );
}

/** An optional package may be absent, except for the machine code that is made for just this machine. */
function areInstalled(packages) {
  if (!existsSync(INSTALLED_FILE)) return false;
  const installed = JSON.parse(readFileSync(INSTALLED_FILE, 'utf8')).packages ?? {};
  return packages
    .filter(([, entry]) => !entry.optional || entry.os)
    .every(
      ([folder, entry]) => installed[folder]?.version === entry.version && existsSync(path.join(PROJECT_ROOT, folder)),
    );
}

async function install(packages) {
  const started = Date.now();
  // What an interrupted install has left looks complete to npm, package by package; after a complete one the difference
  // is enough. The mark goes first, so that an interruption of this install is noticed, too.
  if (existsSync(HASH_FILE)) rmSync(HASH_FILE);
  else rmSync(MODULES, { recursive: true, force: true });
  const progress = showProgress(packages.map(([folder]) => folder));
  try {
    await npmInstall();
  } finally {
    progress.end();
  }
  console.log(`Installed ${packages.length} packages in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Counts the packages that have arrived: npm itself is silent unless it talks to a terminal. */
function showProgress(folders) {
  const remaining = new Set(folders);
  const terminal = process.stdout.isTTY;
  const show = () => {
    for (const folder of remaining) {
      if (existsSync(path.join(PROJECT_ROOT, folder, 'package.json'))) remaining.delete(folder);
    }
    const text = `Installing packages: ${folders.length - remaining.size} of ${folders.length}`;
    if (terminal) process.stdout.write(`\r${text} `);
    else console.log(text);
  };
  console.log('Installing packages, as they are missing or the lock file has changed. This needs a network.');
  const timer = setInterval(show, terminal ? PROGRESS_MS : PLAIN_PROGRESS_MS);
  return {
    end: () => {
      clearInterval(timer);
      if (terminal) process.stdout.write('\r\x1b[K');
    },
  };
}
