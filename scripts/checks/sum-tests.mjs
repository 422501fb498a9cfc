/**
 * node scripts/checks/sum-tests.mjs FILES REPORT EXIT_CODE [REPORT EXIT_CODE]...: counts the tests of vitest's JSON reports
 * and prints `PASSED FAILED`. A file counts as often as it was run, in one run or several. What went wrong is said on stderr:
 * a file of tests whose path matches the pattern FILES and that is in no report, one that holds no test that ran or could not
 * be loaded is a failure, and so is a run that failed though none of its tests did.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryFiles } from './findings.mjs';

let passed = 0;
let failed = 0;
let skipped = 0;

/** @param {string} text */
const fail = (text) => {
  failed += 1;
  console.error(`FAILED ${text}`);
};

/** Files of tests that were run. */
const files = new Set();

/** @param {string} file @param {object} suite one run of it */
function count(file, { status, message, assertionResults }) {
  files.add(file);
  let ran = 0;
  let failedHere = 0;
  for (const { status: outcome, fullName } of assertionResults) {
    if (outcome === 'passed' || outcome === 'failed') ran += 1;
    if (outcome === 'passed') passed += 1;
    else if (outcome === 'failed') {
      failedHere += 1;
      fail(`${file}: ${fullName}`);
    } else {
      skipped += 1;
      console.error(`skipped ${file}: ${fullName}`);
    }
  }
  if (status === 'failed' && failedHere === 0) fail(`${file}: it could not run: ${message.split('\n', 1)}`);
  else if (ran === 0) fail(`${file}: no test of it has run`);
}

/** @param {string} report @param {string} exitCode of the run that has left it */
function countRun(report, exitCode) {
  const before = failed;
  if (existsSync(report)) {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    for (const suite of testResults) count(path.relative(process.cwd(), suite.name), suite);
  } else {
    fail('the run of the tests: it left no report');
  }
  if (exitCode !== '0' && failed === before) fail(`the run of the tests: exit code ${exitCode} though no test failed`);
}

const [expected, ...runs] = process.argv.slice(2);
while (runs.length > 0) countRun(...runs.splice(0, 2));
// With a report of its own tests only, a forgotten include pattern would look like success.
if (files.size > 0) {
  const missing = repositoryFiles(/\.test\.ts$/).filter((file) => new RegExp(expected).test(file) && !files.has(file));
  for (const file of missing) fail(`${file}: it is not among the tests`);
}
if (skipped > 0) console.error(`${skipped} tests were skipped`);
console.log(`${passed} ${failed}`);
