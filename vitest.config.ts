import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take the ESM build of graphql and Node, for the packages that use it, the other one: two realms in a process.
  resolve: { alias: { graphql: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)) } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', '.lynk/**', 'web/**'],
    globalSetup: ['tests/kit/global-postgres.ts'],
    // The folders under test start processes and sockets: a hung one must end the test, a slow machine must not.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
