import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../startup-error.ts';

const HOST = '127.0.0.1';

/** Where `npm run stack:up` keeps what the servers need. */
export const DEFAULT_STACK_FOLDER = '/var/lib/lynk-stack';

/**
 * The settings by which services reach the servers that `npm run stack:up` has started on this machine.
 *
 * @throws StartupError when they were never started
 */
export function nativeStackSettings(folder: string): Record<string, string> {
  const port = readPorts(folder);
  return {
    LYNK_SECRETS_DIR: path.join(folder, 'secrets'),
    LYNK_TLS_DIR: path.join(folder, 'tls'),
    LYNK_POSTGRES: `${HOST}:${port('POSTGRES')}`,
    LYNK_KAFKA: `${HOST}:${port('KAFKA')}`,
    LYNK_CASSANDRA: `${HOST}:${port('CASSANDRA')}`,
    LYNK_REDIS: `${HOST}:${port('REDIS')}`,
    LYNK_S3: `https://${HOST}:${port('S3')}`,
    LYNK_S3_PUBLIC: `https://${HOST}:${port('S3_PUBLIC')}`,
  };
}

function readPorts(folder: string): (name: string) => string {
  let text: string;
  try {
    text = readFileSync(path.join(folder, 'ports.env'), 'utf8');
  } catch (cause) {
    throw new StartupError('The servers do not run: start them with "npm run stack:up".', { cause });
  }
  return (name) => {
    const port = new RegExp(`^${name}_PORT=(\\d+)$`, 'm').exec(text)?.[1];
    if (port === undefined) throw new StartupError(`There is no port of ${name} in ${folder}/ports.env.`);
    return port;
  };
}
