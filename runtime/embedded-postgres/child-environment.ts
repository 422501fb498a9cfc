import type { Binaries } from './binaries.ts';

/** Where the shell and the programs of the system are, also on NixOS. */
export const CHILD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin';

/**
 * The whole environment of the PostgreSQL programs. Nothing is inherited: a PGDATA, PGOPTIONS or LC_ALL of the person's
 * shell must not change how the server behaves.
 */
export function childEnvironment(binaries: Binaries): Record<string, string> {
  // LC_ALL is also what keeps macOS from starting threads inside the server while it looks the locale up.
  return { PATH: CHILD_PATH, LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: binaries.libraries };
}
