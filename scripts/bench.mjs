// node scripts/bench.mjs WORKLOAD [--json FILE]: runs bench/main.ts, after installing and building what it measures.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { bundleOptions } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';
import { Obstacle, PROJECT_ROOT, run } from './project.mjs';

/** Right below the project's folder like dist/, since the code finds schemas and migrations from there. */
const FOLDER = 'dist-bench';

await run(async () => {
  await ensureInstalled();
  const esbuild = await import('esbuild');
  const processes = ['servers', 'viewers'].flatMap((folder) =>
    readdirSync(path.join(PROJECT_ROOT, 'bench', folder)).map((name) => path.join('bench', folder, name)),
  );
  await esbuild
    .build({
      ...bundleOptions(),
      entryPoints: [path.join('bench', 'main.ts'), ...processes],
      entryNames: '[name]',
      outdir: path.join(PROJECT_ROOT, FOLDER),
      write: true,
      logLevel: 'warning',
    })
    .catch(() => {
      throw new Obstacle('The benchmarks cannot be built; the reasons stand above.');
    });
  process.setSourceMapsEnabled(true);
  await import(path.join(PROJECT_ROOT, FOLDER, 'main.js'));
});
