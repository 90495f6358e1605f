import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, stop } from 'esbuild';

/** The product's own entries, as `npm run build` compiles them. */
const PRODUCT = {
  main: 'adapters/main.ts',
  'content-worker': 'adapters/content/worker.ts',
  'store-worker': 'adapters/store/sqlite/worker.ts',
} as const;
/** Below node_modules, so that packages are found from there and nobody takes it for a part of the project. */
const PARENT = 'node_modules/.cache';

/**
 * Compiles the product, and what competes with it, into a folder of its own that goes when the command ends. The
 * product keeps to the platform's calls a second, which is far below what it can do: here that limit is lifted.
 */
export async function compile(others: Readonly<Record<string, string>> = {}): Promise<string> {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'villager-load-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: { ...PRODUCT, ...others },
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'warning',
    plugins: [withoutPace],
  });
  await stop();
  return folder;
}

const PACED = /callsPerSecond: \d+/;

const withoutPace: Plugin = {
  name: 'without-pace',
  setup: ({ onLoad }) => {
    onLoad({ filter: /adapters\/telegram\/limits\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!PACED.test(source)) throw new Error(`${path} does not say callsPerSecond any more`);
      return { contents: source.replace(PACED, 'callsPerSecond: 1e6'), loader: 'ts' };
    });
  },
};
