// Bundles the processes of the tests beside it, as dist/ is made.
import path from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../scripts/bundle.mjs';

await build({
  ...bundleOptions(),
  entryPoints: ['subgraphs', 'gateway'].map((name) => path.join('tests', 'kit', 'remote', `${name}-process.ts`)),
  // Right below the project's folder like dist/, since the code finds schemas and migrations from there.
  outdir: 'dist-tests',
  write: true,
  logLevel: 'warning',
});
