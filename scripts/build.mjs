// Compiles adapters/main.ts and the two workers into dist/: bundles of our own files, packages stay outside.
// With --start the server is started in the same process afterwards: this is `npm start`.
import { rm } from 'node:fs/promises';
import { build, stop } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: {
    main: 'adapters/main.ts',
    'content-worker': 'adapters/content/worker.ts',
    'store-worker': 'adapters/store/sqlite/worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
});
await stop(); // esbuild's own process must not outlive the build
if (process.argv.includes('--start')) await import('../dist/main.js');
