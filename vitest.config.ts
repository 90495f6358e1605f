import { defineConfig } from 'vitest/config';
import { LANES } from './test/fixtures/lanes.ts';

export default defineConfig({
  test: {
    projects: LANES,
    // Once, for both.
    globalSetup: ['test/fixtures/build-content.ts', 'test/fixtures/compile.ts'],
  },
});
