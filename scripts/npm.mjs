import { spawn } from 'node:child_process';
import { Obstacle, PROJECT_ROOT } from './project.mjs';

const TIMEOUT_MS = 30 * 60_000;
const PING_TIMEOUT_MS = 30_000;
const OUTPUT_TAIL = 20_000;
const NO_NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/;

/**
 * Makes node_modules what the lock file says.
 *
 * @throws {Obstacle} when npm fails
 */
export async function npmInstall() {
  // Not "npm ci": it refuses a lock file that lacks a package for some other operating system, which npm leaves out when
  // the registry that the file was made with does not have it. This takes the versions of the lock file all the same.
  const args = ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  // Without a network npm tries each of hundreds of packages in vain, for minutes; what it has kept may still be enough.
  args.push((await reachesRegistry()) ? '--prefer-offline' : '--offline');
  const { code, output } = await runNpm(args, TIMEOUT_MS);
  if (code !== 0) throw explain(code, output);
}

async function reachesRegistry() {
  const { code, output } = await runNpm(['ping', '--fetch-retries=0', '--fetch-timeout=10000'], PING_TIMEOUT_MS);
  // Any answer will do: not every registry knows how to answer a ping.
  return code === 0 || (code !== null && !NO_NETWORK.test(output));
}

/** Resolves with the exit code, or the code of the system's error when npm did not run, and the end of what it said. */
function runNpm(args, timeout) {
  const npm = spawn('npm', args, { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'], timeout });
  let output = '';
  const collect = (data) => {
    output = (output + data).slice(-OUTPUT_TAIL);
  };
  npm.stdout.on('data', collect);
  npm.stderr.on('data', collect);
  return new Promise((resolve) => {
    npm.on('error', (error) => resolve({ code: error.code ?? 1, output: error.message }));
    npm.on('close', (code) => resolve({ code, output }));
  });
}

function explain(code, output) {
  if (code === 'ENOENT') {
    return new Obstacle('The program npm is missing: it comes with Node, so install Node with it.');
  }
  if (NO_NETWORK.test(output)) {
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
