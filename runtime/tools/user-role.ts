import type { AccountRole } from '#platform/identity/identity.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { readConfig } from '../config.ts';
import { withDatabase } from '../embedded-database.ts';
import { StartupError } from '../startup-error.ts';

const ROLES: readonly AccountRole[] = ['USER', 'MODERATOR', 'ADMIN'];

/** Gives an account another role, whether Lynk runs or not. It is how the first admin comes to be. */
async function changeRole(args: readonly string[]): Promise<void> {
  const [email, role] = [args[0], ROLES.find((known) => known === args[1]?.toUpperCase())];
  if (email === undefined || role === undefined || args.length > 2) {
    throw new StartupError(`Usage: npm run user:role EMAIL ${ROLES.join('|')}`);
  }
  const { dataDir, logLevel } = readConfig();
  const logger = createLogger({ level: logLevel });
  const account = await withDatabase({ dataDir, logger }, async (connection) => {
    const database = new Database({ connection: connection('lynk_auth'), logger, maxConnections: 1 });
    try {
      return await new PostgresAuthStore(database).setRole(email, role);
    } finally {
      await database.close();
    }
  });
  if (!account) throw new StartupError(`There is no account with the e-mail address ${email}: register it first.`);
  console.log(`${account.username} has the role ${role} from the next sign-in or refresh of the session on.`);
}

try {
  await changeRole(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
