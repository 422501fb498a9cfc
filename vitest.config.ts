import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', '.lynk/**', 'web/**'],
    globalSetup: ['tests/kit/global-postgres.ts'],
    // The folders under test start processes and sockets: a hung one must end the test, a slow machine must not.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
