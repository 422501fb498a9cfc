import DataLoader from 'dataloader';
import type { Identity } from '#platform/identity/identity.ts';
import { type CompleteFile, MAX_FILES, type VisibleFiles } from './service/visible.ts';

/** What one request reads in batches. */
export interface Loaders {
  /** Attachment (UUID) → the file; null when there is none that whoever asks may see. */
  readonly attachment: DataLoader<string, CompleteFile | null>;
}

/** Makes the loaders of one request. */
export function createLoaders(visible: VisibleFiles, identity: Identity): Loaders {
  return { attachment: new DataLoader((ids) => visible.find(identity, ids), { maxBatchSize: MAX_FILES }) };
}
