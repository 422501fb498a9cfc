import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { NOT_ON_SERVICES, SERVICES_ENVIRONMENT } from './tests/kit/services-project.ts';

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
/** Lynk on real servers that are killed: each run starts its own. */
const FAULTS_REAL = ['tests/faults-real/**/*.stack.test.ts'];
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
          exclude: [...NEVER, ...FAULTS_REAL],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults-real',
          include: FAULTS_REAL,
          globalSetup: ['tests/kit/real/global-stack.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 5 },
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          // The same files as above, on gateways and subgraphs that are processes on the real servers.
          include: [...OUTSIDE, ...BROWSER],
          exclude: [...NEVER, ...Object.keys(NOT_ON_SERVICES)],
          env: SERVICES_ENVIRONMENT,
          globalSetup: ['tests/kit/global-bundle.ts', 'tests/kit/global-services.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
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
