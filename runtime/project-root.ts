import { fileURLToPath } from 'node:url';

/**
 * The folder of package.json. This file and the bundle that it ends up in (`dist/`) both lie one level below it, so that
 * schemas and migrations are found whichever of the two runs.
 */
export const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));
