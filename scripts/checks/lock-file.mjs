/**
 * The lock file names packages and their checksums, never the host that they came from: an install asks whatever registry
 * the machine is set up with. One copy of graphql, because two refuse each other's objects; one version of the
 * federation packages, because they exchange internal objects.
 */
import { readFileSync } from 'node:fs';
import { finish } from './findings.mjs';

const file = 'package-lock.json';
const FEDERATION =
  /(^|\/)node_modules\/@apollo\/(gateway|query-planner|query-graphs|federation-internals|subgraph|composition)$/;

const lock = JSON.parse(readFileSync(file, 'utf8'));
const findings = [];
const find = (message) => findings.push({ file, message });

const copies = [];
const federation = new Map();
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue;
  if (entry.resolved !== undefined) find(`${path} says where it came from (resolved); see .npmrc`);
  if (!entry.link && !entry.integrity) find(`${path} has no checksum (integrity)`);
  if (/(^|\/)node_modules\/graphql$/.test(path)) copies.push(`${path} ${entry.version}`);
  if (FEDERATION.test(path)) federation.set(entry.version, [...(federation.get(entry.version) ?? []), path]);
}
if (copies.length !== 1) find(`one copy of graphql is wanted: ${copies.join(', ') || 'none'}`);
if (federation.size > 1) {
  find(
    `the federation packages are of different versions: ${[...federation].map(([v, p]) => `${v} (${p})`).join('; ')}`,
  );
}
for (const [index, text] of readFileSync('.npmrc', 'utf8').split('\n').entries()) {
  if (/registry\s*=|_auth|_password/i.test(text)) {
    findings.push({ file: '.npmrc', line: index + 1, message: 'which registry is used is the machine’s own affair' });
  }
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
for (const group of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides']) {
  for (const [name, version] of Object.entries(manifest[group] ?? {})) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
      findings.push({ file: 'package.json', message: `${name} is not pinned to one version: ${version}` });
    }
  }
}
finish(`${Object.keys(lock.packages).length - 1} packages`, findings);
