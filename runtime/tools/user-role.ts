import type { AccountRole } from '#platform/identity/identity.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database, type PostgresConnection } from '#platform/postgres/postgres.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { readToolConfig } from '../config.ts';
import { DATABASE } from '../database-roles.ts';
import { withDatabase } from '../embedded-database.ts';
import { postgresAccount } from '../services/postgres-account.ts';
import { StartupError } from '../startup-error.ts';

const ROLES: readonly AccountRole[] = ['USER', 'MODERATOR', 'ADMIN'];

/** Gives an account another role, whether Lynk runs or not. It is how the first admin comes to be. */
async function changeRole(args: readonly string[]): Promise<void> {
  const [email, role] = [args[0], ROLES.find((known) => known === args[1]?.toUpperCase())];
  if (email === undefined || role === undefined || args.length > 2) {
    throw new StartupError(`Usage: npm run user:role EMAIL ${ROLES.join('|')}`);
  }
  const account = await withAuth((store) => store.setRole(email, role));
  if (!account) throw new StartupError(`There is no account with the e-mail address ${email}: register it first.`);
  console.log(`${account.username} has the role ${role} from the next sign-in or refresh of the session on.`);
}

/**
 * Opens what auth keeps: in the data folder, or on the server that LYNK_POSTGRES names. There it needs auth's password and
 * certificate: `postgres-auth` in LYNK_SECRETS_DIR; `auth.crt`, `auth.key` and `ca.crt` in LYNK_TLS_DIR.
 */
async function withAuth<T>(work: (store: PostgresAuthStore) => Promise<T>): Promise<T> {
  const config = readToolConfig();
  const logger = createLogger({ level: config.logLevel });
  const use = async (connection: PostgresConnection) => {
    const database = new Database({ connection, logger, maxConnections: 1 });
    try {
      return await work(new PostgresAuthStore(database));
    } finally {
      await database.close();
    }
  };
  if (config.services) return use({ ...(await postgresAccount(config.services, 'auth')), database: DATABASE });
  return withDatabase({ dataDir: config.dataDir, logger }, (connection) => use(connection('lynk_auth')));
}

try {
  await changeRole(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
