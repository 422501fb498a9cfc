/**
 * node scripts/checks/sum-tests.mjs REPORT EXIT_CODE: counts the tests of a vitest JSON report and prints `PASSED FAILED`.
 * What went wrong is said on stderr. A file of tests that is not in the report, that holds no test that ran, or that could
 * not be loaded is a failure, and so is a run that failed though none of its tests did.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryFiles } from './findings.mjs';

const [report, exitCode] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;

/** @param {string} text */
const fail = (text) => {
  failed += 1;
  console.error(`FAILED ${text}`);
};

/** File → its suite in the report. */
const suites = new Map();
if (existsSync(report)) {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  for (const suite of testResults) suites.set(path.relative(process.cwd(), suite.name), suite);
} else {
  fail('the run of the tests: it left no report');
}

for (const [file, { status, message, assertionResults }] of suites) {
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

// With a report of its own tests only, a forgotten include pattern would look like success.
if (suites.size > 0) {
  for (const file of repositoryFiles(/\.test\.ts$/)) if (!suites.has(file)) fail(`${file}: it is not among the tests`);
}
if (exitCode !== '0' && failed === 0) fail(`the run of the tests: exit code ${exitCode} though no test failed`);
if (skipped > 0) console.error(`${skipped} tests were skipped`);
console.log(`${passed} ${failed}`);
