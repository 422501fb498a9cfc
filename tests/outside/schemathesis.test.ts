import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { register } from '#tests/kit/people.ts';
import { promote } from '#tests/kit/promote.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const VERSION = '4.32.5';
const FOLDER = path.join(PROJECT_ROOT, 'node_modules', '.cache', `schemathesis-${VERSION}`);
const PROGRAM = path.join(FOLDER, 'bin', 'st');
const SEED = '7';
const SECONDS = '40';
const INSTALL_MS = 300_000;

// It reads the schema first. `useLynk` fails a test when Lynk logs a fault of its own meanwhile.
const lynk = useLynk({ env: { LYNK_INTROSPECTION: 'on' } });

beforeAll(async () => {
  if (existsSync(PROGRAM)) return;
  const run = promisify(execFile);
  await run('python3', ['-m', 'venv', FOLDER]);
  await run(path.join(FOLDER, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`], {
    timeout: INSTALL_MS,
  });
}, INSTALL_MS);

/** Sends operations that are made from the schema, the same ones for the same seed. @returns what it says of them */
async function fuzz(token: string | null): Promise<string> {
  const args = ['run', lynk().url, '--checks=not_a_server_error', '--phases=fuzzing', '--mode=positive'];
  args.push('--max-examples=10', `--seed=${SEED}`, `--max-time=${SECONDS}`, '--suppress-health-check=all');
  if (token !== null) args.push('--header', `authorization: Bearer ${token}`);
  const options = { cwd: FOLDER, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } };
  return new Promise((resolve, reject) => {
    execFile(PROGRAM, args, options, (error, stdout) => {
      // 1 says that there were findings: an error in an answer is one, although most of them are refusals.
      if (error && error.code !== 1) reject(error);
      else resolve(stdout);
    });
  });
}

test.each(['anonymous', 'user', 'admin'])('operations of %s lead to no internal error', async (who) => {
  const person = who === 'anonymous' ? null : await register(lynk(), 'Fay');
  const asker = person && who === 'admin' ? await promote(lynk(), person) : person;
  const output = await fuzz(asker?.accessToken ?? null);
  expect(output, output).toMatch(/[1-9]\d* generated/);
  expect(output).not.toContain('INTERNAL_SERVER_ERROR');
});
