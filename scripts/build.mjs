// npm run build: bundles the sources into dist/, whether they have changed or not.
import { build } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';
import { run } from './project.mjs';

await run(async () => {
  await ensureInstalled();
  await build();
});
