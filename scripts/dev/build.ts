import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endsWithUs } from './ends-with-us.ts';

/** Below node_modules, so that packages are found from there and nobody takes it for a part of the project. */
const PARENT = 'node_modules/.cache';

/** A folder for the program and its data, which goes when this process ends, however it ends. */
export function freshFolder(): string {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'villager-dev-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Compiles the product into a folder of its own: `dist/` belongs to whoever runs the product meanwhile. */
export async function buildInto(folder: string): Promise<void> {
  const building = promisify(execFile)(process.execPath, ['scripts/build.mjs', '--out', programIn(folder)]);
  endsWithUs(building.child);
  await building;
}

/** Where the compiled programs are. */
export const programIn = (folder: string): string => join(folder, 'program');
