/**
 * Every package that an install brings has a licence that Lynk may be used with. The installed package.json is asked; the
 * lock file answers for the packages of other platforms, which are not installed here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { finish } from './findings.mjs';

/** Licences that ask for no more than a notice (SPDX identifiers). */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Typefaces: may be bundled with programs, and not be sold alone.
  'OFL-1.1',
  'PostgreSQL',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);

/** Also allowed for what only builds and tests: it is not part of what runs. */
const ALLOWED_IN_DEVELOPMENT = new Set(['CC-BY-4.0', 'MPL-2.0']);

const ELASTIC =
  'Elastic-2.0 allows use, change and distribution, but not to offer the package itself to others as a managed service';

/** Packages that may be here all the same → their licence and why. The README says it, too. */
const EXCEPTIONS = {
  '@apollo/gateway': ['Elastic-2.0', ELASTIC],
  '@apollo/query-planner': ['Elastic-2.0', ELASTIC],
  '@apollo/query-graphs': ['Elastic-2.0', ELASTIC],
  '@apollo/federation-internals': ['Elastic-2.0', ELASTIC],
  '@apollo/composition': ['Elastic-2.0', `${ELASTIC}; it runs at build time only`],
};

/**
 * Whether an SPDX expression can be satisfied: one side of every OR, both of every AND.
 *
 * @param {string} expression
 * @param {(id: string) => boolean} allows
 * @returns {boolean}
 */
function satisfied(expression, allows) {
  const bare = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(bare)) return bare.split(' OR ').some((part) => satisfied(part, allows));
  if (/ AND /.test(bare)) return bare.split(' AND ').every((part) => satisfied(part, allows));
  return allows(bare);
}

/** The licence that a package.json declares, in the present form or one of the two old ones. */
function declared(manifest) {
  if (typeof manifest.license === 'string') return manifest.license;
  const old = [manifest.license, ...(manifest.licenses ?? [])].filter(Boolean);
  return old.map((licence) => licence.type).join(' OR ');
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const findings = [];
const usedExceptions = new Set();
let count = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue;
  count += 1;
  const file = `${path}/package.json`;
  if (!existsSync(file) && !entry.optional) {
    findings.push({ file, message: 'is not installed' });
    continue;
  }
  const name = path.replace(/^.*node_modules\//, '');
  const licence = declared(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : entry);
  if (satisfied(licence, (id) => ALLOWED.has(id) || (entry.dev === true && ALLOWED_IN_DEVELOPMENT.has(id)))) continue;
  if (EXCEPTIONS[name]?.[0] === licence) {
    usedExceptions.add(name);
    continue;
  }
  findings.push({ file, message: `the licence of ${name} is not on the list: ${licence || 'none'}` });
}
for (const name of Object.keys(EXCEPTIONS)) {
  if (!usedExceptions.has(name)) {
    findings.push({ file: 'scripts/checks/licences.mjs', message: `the exception for ${name} is no longer needed` });
  }
}
finish(`${count} packages`, findings);
