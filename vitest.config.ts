import { defineConfig } from 'vitest/config';
import { Spread } from './test/fixtures/sequence.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/fixtures/build-content.ts', 'test/fixtures/compile.ts'],
    pool: 'forks',
    sequence: { sequencer: Spread },
    // Real browsers and servers take their time on a small machine; no test measures it.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
