import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that start the real thing and speak to it from outside. */
const OUTSIDE = ['e2e', 'faults', 'interop'].map((folder) => `tests/${folder}/**/*.test.ts`);
/** Programs of others that look for faults; they are fetched first. */
const FOREIGN = ['tests/outside/**/*.test.ts'];
/** The same, looked at in Chromium: only where it is installed, so not part of a plain `npm test`. */
const BROWSER = ['tests/browser/**/*.test.ts'];
/** Adapters of real servers, and Lynk on them: only where the servers' programs are installed. */
const STACK = ['**/*.stack.test.ts'];
/** Clusters of real servers while one of them is away: `npm run faults:cluster`. */
const CLUSTER = ['tests/faults/cluster/*.cluster.ts'];
const NEVER = ['**/node_modules/**', 'dist/**', 'dist-tests/**', '.lynk/**', 'web/**'];

export default defineConfig({
  // Vite would take the ESM build of graphql and Node, for the packages that use it, the other one: two realms in a process.
  resolve: { alias: { graphql: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)) } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...NEVER, ...OUTSIDE, ...BROWSER, ...FOREIGN, ...STACK],
          globalSetup: ['tests/kit/global-postgres.ts'],
          // The folders under test start processes and sockets: a hung one must end the test, a slow machine must not.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['web/**/*.test.ts'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: OUTSIDE,
          exclude: NEVER,
          globalSetup: ['tests/kit/global-bundle.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file starts a Lynk of its own: several at once would only wait for each other on a small machine.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'outside',
          include: FOREIGN,
          exclude: NEVER,
          globalSetup: ['tests/kit/global-bundle.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER,
          exclude: NEVER,
          globalSetup: ['tests/kit/global-bundle.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: STACK,
          exclude: NEVER,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: CLUSTER,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
