// Bundles the processes of the tests, as dist/ is made.
import path from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../scripts/bundle.mjs';

const options = {
  ...bundleOptions(),
  // Right below the project's folder like dist/, since the code finds schemas and migrations from there.
  outdir: 'dist-tests',
  write: true,
  logLevel: 'warning',
};
const entryPoints = ['subgraphs', 'gateway', 'more-subgraphs'].map((name) =>
  path.join('tests', 'kit', 'remote', `${name}-process.ts`),
);
await build({ ...options, entryPoints });
// Hive Gateway loads some of its packages by name while it runs.
await build({ ...options, entryPoints: [path.join('tests', 'interop', 'hive-process.mjs')], packages: 'external' });
