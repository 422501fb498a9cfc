// npm test [-- ARGUMENT]...: installs what has changed and runs vitest once, with the arguments given. The tests that need
// Chromium or the real servers run when they are asked for: npm test -- --project browser, or --project stack.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { PROJECT_ROOT, run } from './project.mjs';

await run(async () => {
  // End-to-end tests start the bundle.
  await prepare();
  const vitest = path.join(PROJECT_ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = process.argv.slice(2);
  const isChosen = args.some(
    (arg) => arg.startsWith('--project') || /tests\/(browser|outside)|\.stack\.test/.test(arg),
  );
  const without = [
    '--project=!browser',
    '--project=!outside',
    '--project=!stack',
    '--project=!services',
    '--project=!faults-real',
    '--project=!cluster',
  ];
  const child = spawn(process.execPath, [vitest, 'run', ...(isChosen ? [] : without), ...args], {
    cwd: PROJECT_ROOT,
    stdio: 'inherit',
  });
  // Vitest ends its workers and the test database by itself, and this process waits for it. Ctrl-C reaches both; passed on,
  // it would be the second one, which makes vitest drop everything.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
});
