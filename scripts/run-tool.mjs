// node scripts/run-tool.mjs NAME [ARGUMENT]...: runs runtime/tools/NAME.ts, after installing and building what changed.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { Obstacle, PROJECT_ROOT, run } from './project.mjs';

await run(async () => {
  const [name = ''] = process.argv.splice(2, 1);
  await prepare();
  const file = path.join(PROJECT_ROOT, 'dist', `${name}.js`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(file)) throw new Obstacle(`There is no tool "${name}" in runtime/tools.`);
  process.setSourceMapsEnabled(true);
  await import(file);
});
