import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { StartupError } from '../startup-error.ts';
import type { ServicesConfig } from './settings.ts';

/**
 * How a tool reaches PostgreSQL under an account, such as `migrator`: with `postgres-migrator` in LYNK_SECRETS_DIR, and with
 * `migrator.crt`, `migrator.key` and `ca.crt` in LYNK_TLS_DIR.
 *
 * @throws StartupError when one of these files cannot be read
 */
export async function postgresAccount(
  services: Pick<ServicesConfig, 'postgres' | 'secretsFolder' | 'tlsFolder'>,
  account: string,
): Promise<Omit<Required<PostgresConnection>, 'database'>> {
  const read = (folder: string, name: string) =>
    readFile(path.join(folder, name), 'utf8').catch((cause: unknown) => {
      throw new StartupError(`${path.join(folder, name)} cannot be read: the account ${account} needs it.`, { cause });
    });
  const [password, ca, cert, key] = await Promise.all([
    read(services.secretsFolder, `postgres-${account}`),
    read(services.tlsFolder, 'ca.crt'),
    read(services.tlsFolder, `${account}.crt`),
    read(services.tlsFolder, `${account}.key`),
  ]);
  return { ...services.postgres, user: `lynk_${account}`, password: password.trim(), tls: { ca, cert, key } };
}
