import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './project.mjs';

const PAGE = path.join('gateway', 'explorer', 'page');

/** The editor's languages run in workers: the name that the page knows each by -> its source. */
const WORKERS = {
  EDITOR_WORKER: 'monaco-editor/esm/vs/editor/editor.worker.js',
  GRAPHQL_WORKER: 'monaco-graphql/esm/graphql.worker.js',
  JSON_WORKER: 'monaco-editor/esm/vs/language/json/json.worker.js',
};

/** Every file that the explorer may be made of, besides packages. */
export function explorerInputs() {
  return ['scripts/explorer.mjs', ...[PAGE, 'client'].flatMap(sourcesIn)];
}

/** @param {string} folder */
function sourcesIn(folder) {
  if (!existsSync(path.join(PROJECT_ROOT, folder))) return [];
  return readdirSync(path.join(PROJECT_ROOT, folder))
    .filter((name) => /\.(ts|tsx|css|html)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => path.join(folder, name));
}

/**
 * Bundles the explorer.
 *
 * @param {string} folder an empty one, or one that is not there yet
 */
export async function buildExplorer(folder) {
  const esbuild = await import('esbuild');
  const options = {
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    outdir: path.join(folder, 'assets'),
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  };
  const workers = await esbuild.build({ ...options, entryPoints: Object.values(WORKERS), format: 'iife' });
  const names = Object.entries(WORKERS).map(([name, source]) => [name, JSON.stringify(outputOf(workers, source))]);
  const page = await esbuild.build({
    ...options,
    entryPoints: [path.join(PAGE, 'main.tsx')],
    jsx: 'automatic',
    tsconfig: path.join(PAGE, 'tsconfig.json'),
    format: 'esm',
    splitting: true,
    define: { ...options.define, ...Object.fromEntries(names) },
  });
  const script = outputOf(page, 'main.tsx');
  const style = Object.keys(page.metafile.outputs).find((file) => /main-[^/]*\.css$/.test(file)) ?? '';
  const html = readFileSync(path.join(PROJECT_ROOT, PAGE, 'index.html'), 'utf8');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'index.html'),
    html.replace('{{script}}', script).replace('{{style}}', path.basename(style)),
  );
}

/** The name of the file that was made of a source. */
function outputOf({ metafile }, source) {
  const made = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(source));
  return path.basename(made?.[0] ?? '');
}
