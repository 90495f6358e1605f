import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, SERVER } from '../bundle.mjs';
import { CACHE, type Compiled, compiledIn } from './compiled.ts';

const FAULTY_SERVER = fileURLToPath(new URL('./faulty-server.ts', import.meta.url));

/** Compiles into a folder of this process alone: `dist/` belongs to whoever runs the product meanwhile. */
export async function compile(): Promise<Compiled> {
  const folder = resolve(CACHE, String(process.pid));
  mkdirSync(folder, { recursive: true });
  await bundle({ ...SERVER, 'faulty-server': FAULTY_SERVER }, folder);
  return compiledIn(folder);
}
