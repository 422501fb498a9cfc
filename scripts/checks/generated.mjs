/**
 * What is made from other files and committed is what would be made now: supergraph, API, event contracts, types, the
 * reference of the API.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { finish } from './findings.mjs';

const TIMEOUT_MS = 300_000;

/** Runs a tool of runtime/tools that says itself what is stale. */
const tool = (name, file, message) => {
  const run = spawnSync('npm', ['run', '--silent', name, '--', '--check'], { stdio: 'inherit', timeout: TIMEOUT_MS });
  return run.status === 0 ? [] : [{ file, message: `${message}: npm run ${name}` }];
};

const findings = [
  ...tool('compose', 'schema', 'composition is not what is committed'),
  ...tool('api:reference', 'docs/api/reference', 'the reference is not what is committed'),
];

// Loaded late: it is a package, and composition has installed it when it was missing.
const { generate, loadCodegenConfig } = await import('@graphql-codegen/cli');
const cwd = process.cwd();
const { config } = await loadCodegenConfig({ configFilePath: cwd });
const wanted = await generate({ ...config, cwd, silent: true }, false);
for (const { filename, content } of wanted) {
  const file = path.relative(cwd, path.resolve(cwd, filename));
  if (!existsSync(file)) findings.push({ file, message: 'is not there: run npm run codegen and commit it' });
  else if (readFileSync(file, 'utf8') !== content) {
    findings.push({ file, message: 'is stale: run npm run codegen and commit the result' });
  }
}
finish(`${wanted.length} files of types, composition and the reference`, findings);
// A tool that was asked for types keeps watchers and workers of its own alive.
process.exit();
