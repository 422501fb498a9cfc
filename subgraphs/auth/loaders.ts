import DataLoader from 'dataloader';
import type { Account, AuthStore, Session } from './store/store.ts';

/** What one request reads in batches, each row once; null for what does not exist. Keys are UUIDs. */
export interface Loaders {
  readonly account: DataLoader<string, Account | null>;
  readonly session: DataLoader<string, Session | null>;
}

/** Makes the loaders of one request. */
export function createLoaders(store: AuthStore): Loaders {
  return {
    account: new DataLoader(async (ids) => inOrder(ids, await store.accounts(ids))),
    session: new DataLoader(async (ids) => inOrder(ids, await store.sessions(ids))),
  };
}

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
