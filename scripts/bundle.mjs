import { build, stop } from 'esbuild';

/** The server's own files: what `npm start` runs, and every test and benchmark of the whole. */
export const SERVER = {
  main: 'adapters/main.ts',
  'content-worker': 'adapters/content/worker.ts',
  'store-worker': 'adapters/store/sqlite/worker.ts',
  'reader-worker': 'adapters/store/sqlite/reader-worker.ts',
  'publishing-worker': 'adapters/figures/publishing-worker.ts',
};

/** What is run where the server runs, and there are no development packages: `node dist/backup.js`. */
export const COMMANDS = {
  backup: 'scripts/backup.ts',
  restore: 'scripts/restore.ts',
  move: 'scripts/move.ts',
  outbox: 'scripts/outbox.ts',
  reports: 'scripts/reports.ts',
  catalogue: 'scripts/catalogue.ts',
  publish: 'scripts/publish.ts',
  export: 'scripts/export.ts',
  doctor: 'scripts/doctor.ts',
  'messenger-setup': 'scripts/messenger-setup.ts',
  'telegram-setup': 'scripts/telegram-setup.ts',
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
