import type { Database } from '#platform/postgres/postgres.ts';

/** What the store needs of a database: statements and transactions. */
export type StoreDatabase = Pick<Database, 'query' | 'transaction' | 'afterCommit'>;
