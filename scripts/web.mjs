import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Obstacle, PROJECT_ROOT } from './project.mjs';

/** What the pages are made of, apart from packages. */
const FOLDERS = ['web', 'client'];

/** Every file that the pages of the web client may be made of. */
export function webInputs() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(PROJECT_ROOT, folder), { recursive: true }).map((name) => path.join(folder, name)),
  )
    .filter((file) => !file.endsWith('.test.ts') && statSync(path.join(PROJECT_ROOT, file)).isFile())
    .sort();
}

/**
 * Builds the pages of the web client.
 *
 * @param {string} outDir an empty folder
 */
export async function buildWeb(outDir) {
  // Read by Vite and by React: whoever builds within a test must not get their slow forms.
  const { NODE_ENV: before } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    // Loaded here and not above: it is a package, and this module is loaded before packages are installed.
    const { build } = await import('vite');
    await build({
      configFile: path.join(PROJECT_ROOT, 'web', 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    });
  } catch (error) {
    console.error(error.message);
    throw new Obstacle('The web client cannot be built; the reasons stand above.');
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
