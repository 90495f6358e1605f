import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/fixtures/build-content.ts'],
    pool: 'forks',
    // Real browsers and servers take their time on a small machine; no test measures it.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
