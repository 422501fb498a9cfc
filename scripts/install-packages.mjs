// node scripts/install-packages.mjs: installs the packages of the lock file when they are not there.
import { ensureInstalled } from './install.mjs';
import { run } from './project.mjs';

await run(ensureInstalled);
