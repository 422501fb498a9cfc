import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { GatewayConfig } from '#gateway/config.ts';
import { DEFAULT_GATEWAY_CONFIG } from '#gateway/config.ts';
import type { Config } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { StartupError } from './startup-error.ts';

/** Hash → document, as codegen writes them down. */
const persistedDocuments = z.record(z.string(), z.string());

/**
 * What the gateway takes from files: the pages that were built, and the documents that clients may name.
 *
 * @throws StartupError when the file of persisted documents cannot be read
 */
export function servedFrom(config: Config): Pick<GatewayConfig, 'persisted' | 'explorerFolder' | 'webFolder'> {
  return {
    persisted: {
      ...DEFAULT_GATEWAY_CONFIG.persisted,
      documents: readDocuments(config.persistedDocuments),
      only: config.isPersistedOnly,
    },
    explorerFolder: config.hasExplorer ? builtPages('explorer') : null,
    webFolder: config.hasWeb ? builtPages('web') : null,
  };
}

function readDocuments(file: string | null): ReadonlyMap<string, string> {
  if (file === null) return new Map();
  try {
    return new Map(Object.entries(persistedDocuments.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch (cause) {
    const message = `LYNK_PERSISTED_DOCUMENTS: ${file} is no JSON object of hashes and documents that can be read.`;
    throw new StartupError(message, { cause });
  }
}

/** Null when they were not built. */
function builtPages(name: string): string | null {
  const folder = path.join(PROJECT_ROOT, 'dist', name);
  return existsSync(path.join(folder, 'index.html')) ? folder : null;
}
