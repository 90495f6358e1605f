import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle, SERVER } from '../bundle.mjs';

/** The server as `npm run build` compiles it, and beside it the same server with faults built in. */
export interface Compiled {
  readonly server: string;
  readonly faultyServer: string;
  readonly storeWorker: URL;
  /** A learned content that outlives one run: servers on a new folder start as fast as after a restart. */
  readonly keptContent: string;
  readonly remove: () => void;
}

const FAULTY_SERVER = fileURLToPath(new URL('./faulty-server.ts', import.meta.url));
const CACHE = 'node_modules/.cache/villager-faults';

/** Compiles into a folder of this process alone: `dist/` belongs to whoever runs the product meanwhile. */
export async function compile(): Promise<Compiled> {
  const folder = resolve(CACHE, String(process.pid));
  mkdirSync(folder, { recursive: true });
  await bundle({ ...SERVER, 'faulty-server': FAULTY_SERVER }, folder);
  return {
    server: join(folder, 'main.js'),
    faultyServer: join(folder, 'faulty-server.js'),
    storeWorker: pathToFileURL(join(folder, 'store-worker.js')),
    keptContent: resolve(CACHE, 'content.build'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
