import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildExplorer, explorerInputs } from './explorer.mjs';
import { PROJECT_ROOT } from './project.mjs';
import { buildWeb, webInputs } from './web.mjs';

/** Folder in dist/ -> where its pages come from, what they are made of, and how. */
const PAGES = {
  explorer: { source: 'gateway/explorer/page', inputs: explorerInputs, build: buildExplorer },
  web: { source: 'web', inputs: webInputs, build: buildWeb },
};

/** Those whose sources are here: a part of the project is built without them. */
const present = () =>
  Object.entries(PAGES).filter(([, { source }]) => existsSync(path.join(PROJECT_ROOT, source, 'index.html')));

/** What changes with every package and with the way in which pages are built. */
const ALWAYS = ['package-lock.json', 'scripts/pages.mjs', 'scripts/explorer.mjs', 'scripts/web.mjs'];

/** Every file that pages may be made of. */
export function pageInputs() {
  return [...ALWAYS, ...present().flatMap(([, { inputs }]) => inputs())];
}

/** Size and time of change are enough to notice an edit, and cost a hundredth of reading the file. */
export function fingerprint(file) {
  const stats = statSync(path.join(PROJECT_ROOT, file), { throwIfNoEntry: false });
  return stats && `${stats.size}-${stats.mtimeMs}`;
}

/**
 * Puts the pages into a fresh dist/: those of the old one whose sources are the same, and others built anew, which takes
 * many times as long as the server.
 *
 * @param {string} fresh
 * @param {string} old may be missing, or be replaced meanwhile
 */
export async function addPages(fresh, old) {
  for (const [name, { inputs, build }] of present()) {
    const folder = path.join(fresh, name);
    const stamp = JSON.stringify([...ALWAYS, ...inputs()].sort().map((file) => [file, fingerprint(file)]));
    if (!copied(path.join(old, name), folder, stamp)) await build(folder);
    writeFileSync(`${folder}.json`, stamp);
  }
}

/** Whether the old pages were made of the same sources, and are now in the new folder. */
function copied(from, to, stamp) {
  try {
    if (readFileSync(`${from}.json`, 'utf8') !== stamp) return false;
    cpSync(from, to, { recursive: true });
    return true;
  } catch {
    // There are none, or somebody else has just replaced them.
    rmSync(to, { recursive: true, force: true });
    return false;
  }
}
