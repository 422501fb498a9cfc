import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Obstacle, PROJECT_ROOT } from './project.mjs';

const LOCK_FILE = path.join(PROJECT_ROOT, 'package-lock.json');
/** What npm writes about the packages that it has installed. */
const INSTALLED_FILE = path.join(PROJECT_ROOT, 'node_modules', '.package-lock.json');
const MODULES = path.join(PROJECT_ROOT, 'node_modules');
const HASH_FILE = path.join(MODULES, '.lynk-lock-hash');
const TIMEOUT_MS = 30 * 60_000;
const PROGRESS_MS = 500;
/** Without a terminal, how often a line of progress is printed. */
const PLAIN_PROGRESS_MS = 10_000;
const OUTPUT_TAIL = 20_000;

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
  // Not "npm ci": it refuses a lock file that lacks a package for some other operating system, which npm leaves out when
  // the registry that the file was made with does not have it. This takes the versions of the lock file all the same.
  const args = [
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
  ];
  // npm would wait a minute and longer before it says that there is no network.
  args.push('--fetch-retries=3', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=5000');
  const npm = spawn('npm', args, { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS });
  let output = '';
  const collect = (data) => {
    output = (output + data).slice(-OUTPUT_TAIL);
  };
  npm.stdout.on('data', collect);
  npm.stderr.on('data', collect);
  const progress = showProgress(packages.map(([folder]) => folder));
  const code = await new Promise((resolve) => {
    npm.on('error', (error) => {
      collect(error.message);
      resolve(error.code ?? 1);
    });
    npm.on('close', resolve);
  });
  progress.end();
  if (code !== 0) throw explain(code, output);
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

function explain(code, output) {
  if (code === 'ENOENT')
    return new Obstacle('The program npm is missing: it comes with Node, so install Node with it.');
  if (/\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENOTCACHED)\b/.test(output)) {
    return new Obstacle(
      'The packages cannot be fetched, as the network cannot be reached: connect it and start again.',
    );
  }
  if (/\bENOSPC\b/.test(output)) {
    return new Obstacle('The disk is full: the packages need about 500 MB. Free some space and start again.');
  }
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
    return new Obstacle(`The folder ${PROJECT_ROOT} is not writable: the packages are installed in it.`);
  }
  console.error(output);
  return new Obstacle('npm could not install the packages; what it said stands above.');
}
