import { ensureBuilt } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';

/** Installs the packages and bundles the sources, each only if something has changed since the last time. */
export async function prepare() {
  await ensureInstalled();
  await ensureBuilt();
}
