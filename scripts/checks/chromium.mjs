/** Chromium is there for tests/browser, or is installed from the packages of Debian and its kin. */
import { execFileSync, spawnSync } from 'node:child_process';

/** @param {string} name */
const isThere = (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;

if (!['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].some(isThere)) {
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '--yes', '-qq', '--no-install-recommends', 'chromium'], options);
  if (!isThere('chromium')) throw new Error('Chromium was installed and does not start.');
}
