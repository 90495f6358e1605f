import { build, stop } from 'esbuild';

/** The server's own files: what `npm start` runs, and every test and benchmark of the whole. */
export const SERVER = {
  main: 'adapters/main.ts',
  'content-worker': 'adapters/content/worker.ts',
  'store-worker': 'adapters/store/sqlite/worker.ts',
  'reader-worker': 'adapters/store/sqlite/reader-worker.ts',
  'publishing-worker': 'adapters/figures/publishing-worker.ts',
};

/**
 * Compiles entries into a folder: bundles of our own files, packages stay outside.
 * @param {Readonly<Record<string, string>>} entryPoints
 * @param {string} outdir
 * @param {import('esbuild').Plugin[]} [plugins]
 */
export async function bundle(entryPoints, outdir, plugins = []) {
  await build({
    entryPoints,
    outdir,
    plugins,
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
}
