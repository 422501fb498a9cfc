// Kept free of new syntax, so that an old Node can still read it and tell what is wrong.
import { existsSync, readdirSync } from 'node:fs';

const MINIMUM = [20, 19];
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * What keeps Lynk from running on this machine, in one sentence; undefined when nothing does.
 *
 * @param {{ version: string, platform: string, arch: string, musl: boolean }} machine
 * @returns {string | undefined}
 */
export function unmetRequirement(machine) {
  const numbers = machine.version.split('.').map(Number);
  if (numbers[0] < MINIMUM[0] || (numbers[0] === MINIMUM[0] && numbers[1] < MINIMUM[1])) {
    return `Lynk needs Node ${MINIMUM.join('.')} or later, and this is Node ${machine.version}: install a newer one.`;
  }
  if (machine.platform === 'win32') {
    return 'Lynk does not run on Windows itself: install WSL (wsl --install) and run npm start in its Linux terminal.';
  }
  const platform = `${machine.platform}-${machine.arch}`;
  if (!PLATFORMS.includes(platform)) {
    return `Lynk runs on Linux and macOS on x64 and arm64 processors, and this is ${platform}.`;
  }
  if (machine.platform === 'linux' && machine.musl) {
    return 'Lynk needs a Linux with glibc, and this one has musl (as Alpine does): use Debian, Ubuntu, Fedora or the like.';
  }
  return undefined;
}

/** The machine that this runs on. */
export function thisMachine() {
  return {
    version: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    musl: process.platform === 'linux' && hasMusl(),
  };
}

/** A glibc system may have musl installed beside its own library, so what Node itself was linked with decides. */
function hasMusl() {
  const musl = existsSync('/lib') && readdirSync('/lib').some((name) => name.startsWith('ld-musl-'));
  if (!musl) return false;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}
