// npm start: checks the machine, installs and builds what has changed, and starts Lynk in this process.
import { thisMachine, unmetRequirement } from './requirements.mjs';

const unmet = unmetRequirement(thisMachine());
if (unmet) {
  console.error(unmet);
  process.exit(1);
}

// Loaded only now, since an old Node could not read them.
const { run } = await import('./project.mjs');
const { followNpm } = await import('./follow-npm.mjs');
const { prepare } = await import('./prepare.mjs');

await run(async () => {
  await prepare();
  followNpm();
  process.setSourceMapsEnabled(true);
  await import('../dist/lynk.js');
});
