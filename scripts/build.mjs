// npm run build: bundles the sources into dist/, whether they have changed or not; with --if-needed only when they have.
import { build, ensureBuilt } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';
import { run } from './project.mjs';

await run(async () => {
  await ensureInstalled();
  await (process.argv.includes('--if-needed') ? ensureBuilt() : build());
});
