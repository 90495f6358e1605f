import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The server as `npm run build` compiles it, and beside it the same server with faults built in. */
export interface Compiled {
  readonly server: string;
  readonly faultyServer: string;
  readonly storeWorker: URL;
  /** A learned content that outlives one run: servers on a new folder start as fast as after a restart. */
  readonly keptContent: string;
  readonly remove: () => void;
}

export const CACHE = 'node_modules/.cache/villager-faults';

/** What was compiled into a folder, by whichever process. */
export function compiledIn(folder: string): Compiled {
  return {
    server: join(folder, 'main.js'),
    faultyServer: join(folder, 'faulty-server.js'),
    storeWorker: pathToFileURL(join(folder, 'store-worker.js')),
    keptContent: resolve(CACHE, 'content.build'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
