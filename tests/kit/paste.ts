import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import type { Lynk } from './lynk.ts';
import { areServicesAskedFor } from './services-lynk.ts';

const DEADLINE_MS = 100_000;

/** What commands of the guide are told of this machine. */
const INHERITED = ['PATH', 'NODE_EXTRA_CA_CERTS', 'CURL_CA_BUNDLE'];

/** Names of people and of public rooms, which can be taken once. */
const NAMES = /"(?:ada|ben|cleo)(?=["@])|\bname: "[A-Z][a-z]+(?=")/g;

/** Carries out the commands of pages of this project. A Lynk that others use, too, sees each name with one more ending. */
export class Paste {
  readonly #ending = areServicesAskedFor() ? randomBytes(4).toString('hex') : '';

  /**
   * Carries out what a page has in its blocks `sh tour`, all in one shell.
   *
   * @param page a path from the project's root
   * @returns what the commands have printed
   * @throws Error when one fails
   */
  async run(lynk: Lynk, page: string): Promise<string> {
    const commands = tourOf(page).join('\n');
    const inherited = INHERITED.map((name) => [name, process.env[name]]);
    const { stdout } = await promisify(execFile)('bash', ['-euc', commands.replace(NAMES, `$&${this.#ending}`)], {
      cwd: PROJECT_ROOT,
      env: { ...Object.fromEntries(inherited), GRAPHQL_URL: lynk.url },
      timeout: DEADLINE_MS,
    });
    return stdout;
  }
}

/** The blocks of commands of a page. */
export function tourOf(page: string): readonly string[] {
  const text = readFileSync(path.join(PROJECT_ROOT, page), 'utf8');
  return [...text.matchAll(/^```sh tour\n(.*?)^```$/gms)].map(([, block = '']) => block);
}
