import type { TestProject } from 'vitest/node';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { DATABASE_ROLES, type DatabaseRole } from '#runtime/database-roles.ts';
import { startTestPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** role -> how it reaches the migrated database that fresh ones are copied from */
    postgres: Record<DatabaseRole, PostgresConnection>;
  }
}

/** Starts one server for all test files of a run and hands its address to them; vitest calls it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  const connections = DATABASE_ROLES.map((role) => [role, postgres.connection(role)] as const);
  project.provide('postgres', Object.fromEntries(connections) as Record<DatabaseRole, PostgresConnection>);
  return postgres.stop;
}
