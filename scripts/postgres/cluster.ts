import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, binariesOf, type Major } from './binaries.ts';
import { childrenOf, isAlive, signal } from './processes.ts';
import { watch } from './watcher.ts';

/**
 * A PostgreSQL of our own, for tests and for trying. It listens on 127.0.0.1 alone, and does not outlive us,
 * however we end.
 */
export interface Cluster {
  /** The address of a database, as `DATABASE_URL` takes it; `villager` when none is named. Its role is no superuser. */
  readonly url: (database?: string) => string;
  /** Resolves with its address. */
  readonly createDatabase: (name: string) => Promise<string>;
  /** Of the postmaster. Throws when it is not running. */
  readonly pid: () => number;
  /**
   * Ends it as a crash of its processes would: SIGKILL to the postmaster and all its children. What they had not
   * yet written is lost; what the kernel had taken is not, flushed or not: that needs a cut of the power. Resolves
   * when all are gone.
   */
  readonly crash: () => Promise<void>;
  /** `fast` ends connections and writes everything down; `immediate` leaves that to the next start. */
  readonly stop: (mode?: 'fast' | 'immediate') => Promise<void>;
  /** Again, on the same port and data. */
  readonly start: () => Promise<void>;
  readonly port: number;
  /** The data lies in a folder of its own under it, named after the version: `18` or `13`. */
  readonly folder: string;
  /** Stops it; the data of a temporary folder is deleted, that of a given folder stays. */
  readonly remove: () => Promise<void>;
}

export interface ClusterOptions {
  readonly major?: Major;
  /** Where the data is kept; a temporary folder when not given. */
  readonly folder?: string;
  /** A free one when not given. */
  readonly port?: number;
  /** PostgreSQL's own, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const ROLE = 'villager';
const START_MS = 60_000;
const STOP_MS = 30_000;
const GONE_MS = 10_000;
const READY = 'database system is ready to accept connections';

/** Starts it with a role and a database called `villager`. Rejects with PostgreSQL's last lines when it cannot. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { major = 18, settings = {} } = options;
  const binaries = binariesOf(major);
  const isTemporary = options.folder === undefined;
  const folder = isTemporary ? mkdtempSync(join(tmpdir(), 'villager-postgres-')) : resolve(options.folder);
  if (isTemporary) own(folder, binaries.user);
  else openTo(folder, binaries.user);
  const data = join(folder, `${major}`);
  let postmaster: ChildProcess | undefined;

  const running = () => {
    if (postmaster?.pid !== undefined) return { child: postmaster, pid: postmaster.pid };
    throw new Error(`PostgreSQL ${major} in ${folder} is not running: start() it first.`);
  };

  const start = async () => {
    if (postmaster) return;
    forgetDead(data);
    const all = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      // In the data folder, where a crash leaves nothing behind that stays for ever.
      dynamic_shared_memory_type: 'mmap',
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binaries.postgres, ['-D', data, '-p', `${port}`, ...flags], {
      ...binaries.user,
      cwd: data,
      env: ENVIRONMENT,
      // Ctrl-C is for us: PostgreSQL is needed until we say so.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(child, `PostgreSQL ${major} could not start on port ${port} with the data in ${data}`, () =>
      watch(child, data, binaries.user, isTemporary ? folder : undefined),
    );
    postmaster = child;
    child.once('exit', () => {
      postmaster = undefined;
    });
  };

  const crash = async () => {
    if (!postmaster) return;
    const { child, pid } = running();
    const ended = once(child, 'exit');
    // It must not start another child while we look for them.
    signal(pid, 'SIGSTOP');
    const children = childrenOf(pid);
    for (const one of [pid, ...children]) signal(one, 'SIGKILL');
    await ended;
    await gone(children);
  };

  const stop = async (mode: 'fast' | 'immediate' = 'fast') => {
    if (!postmaster) return;
    const { child, pid } = running();
    const children = childrenOf(pid);
    const ended = once(child, 'exit').then(() => true);
    spawnSync(binaries.pgCtl, ['stop', '-W', '-D', data, '-m', mode], {
      ...binaries.user,
      cwd: data,
      env: ENVIRONMENT,
      stdio: 'ignore',
    });
    const inTime = await Promise.race([ended, sleep(STOP_MS, false, { ref: false })]);
    if (!inTime) await crash();
    await gone(children);
  };

  const remove = async () => {
    await stop(isTemporary ? 'immediate' : 'fast');
    if (!isTemporary) return;
    freeSharedMemory(data);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  const asSuperuser = async (work: (client: pg.Client) => Promise<unknown>) => {
    const password = readFileSync(passwordFile(data), 'utf8');
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: 'postgres',
    });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };

  const url = (database = ROLE) =>
    `postgres://${ROLE}:${ROLE}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

  const createDatabase = async (name: string) => {
    await asSuperuser((client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${ROLE}`));
    return url(name);
  };

  const port = options.port ?? (await freePort());
  try {
    if (!existsSync(data)) await initialise(binaries, data);
    await start();
    // Asked each time: whoever was here first may have been interrupted between the two.
    await asSuperuser(async (client) => {
      const has = async (query: string) => (await client.query(query, [ROLE])).rowCount === 1;
      if (!(await has('SELECT 1 FROM pg_roles WHERE rolname = $1'))) {
        await client.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${ROLE}'`);
      }
      if (!(await has('SELECT 1 FROM pg_database WHERE datname = $1'))) {
        await client.query(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`);
      }
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return { url, createDatabase, pid: () => running().pid, crash, stop, start, port, folder, remove };
}

/** No setting of ours (`PGPORT`, `LANG`) is PostgreSQL's; its messages are English, so that we can read them. */
const ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C' };

const passwordFile = (data: string) => `${data}.superuser`;

function own(path: string, { uid, gid }: Binaries['user']): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** A given folder stays its owner's: another user may pass through it to the data, and sees nothing else. */
function openTo(folder: string, { uid }: Binaries['user']): void {
  mkdirSync(folder, { recursive: true });
  if (uid !== undefined) chmodSync(folder, statSync(folder).mode | 0o001);
}

/** A fresh data folder: complete, or not there. */
async function initialise(binaries: Binaries, data: string): Promise<void> {
  const making = `${data}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  own(making, binaries.user);
  // On a machine of many users, superuser rights would be the rights of whoever started this.
  writeFileSync(passwordFile(data), randomBytes(24).toString('base64url'), { mode: 0o600 });
  own(passwordFile(data), binaries.user);
  const fixed = ['-D', making, '-U', 'postgres', '--encoding=UTF8', '--no-sync'];
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile(data)}`];
  const tried = [];
  // macOS has no C.UTF-8 in its older versions; both sort by code point.
  for (const locale of ['C.UTF-8', 'C']) {
    const { status, output } = await run(binaries, [...fixed, ...access, `--locale=${locale}`]);
    if (status === 0) return renameSync(making, data);
    tried.push(lastLines(output));
  }
  throw new Error(`${data} could not be made. ${WHO_RUNS(binaries)}\n${tried.join('\n')}`);
}

const WHO_RUNS = ({ user }: Binaries) =>
  user.uid === undefined
    ? 'See that the folder can be written and the disk has room; initdb said:'
    : 'As we are root, PostgreSQL is run by "nobody", who must be able to reach the folder; initdb said:';

async function run({ initdb, user }: Binaries, words: readonly string[]) {
  const child = spawn(initdb, words, {
    ...user,
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}

/** Resolves when PostgreSQL says that it takes connections. Rejects with its last lines when it ends instead. */
async function ready(child: ChildProcess, trouble: string, spawned: () => void): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${trouble}: ${why}. Its last lines:\n${lastLines(log)}`));
    const late = setTimeout(() => {
      child.kill('SIGQUIT');
      fail(`it was not ready after ${START_MS / 1_000} s`);
    }, START_MS);
    child.once('spawn', spawned);
    child.once('error', (error) => fail(error.message));
    child.once('close', () => fail('it ended'));
    for (const event of ['error', 'close']) child.once(event, () => clearTimeout(late));
    child.stderr?.on('data', (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-4_000);
      if (!log.includes(READY)) return;
      clearTimeout(late);
      resolve();
    });
  });
}

const lastLines = (log: string) => log.trim().split('\n').slice(-8).join('\n');

async function gone(pids: readonly number[]): Promise<void> {
  const limit = performance.now() + GONE_MS;
  while (pids.some(isAlive)) {
    if (performance.now() > limit) {
      throw new Error(`Processes of PostgreSQL do not end: ${pids.filter(isAlive).join(', ')}. Kill them.`);
    }
    await sleep(5);
  }
}

/** The lock of a postmaster that is gone would keep the next one out when its number was given to another process. */
function forgetDead(data: string): void {
  const [pid] = lockOf(data);
  if (pid && !isAlive(Number(pid))) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** A crash leaves a few bytes of System V shared memory, of which a machine has a small number (macOS: 32). */
function freeSharedMemory(data: string): void {
  const id = lockOf(data)[6]?.trim().split(/\s+/)[1];
  if (!id || process.platform === 'win32') return;
  try {
    execFileSync('ipcrm', ['-m', id], { stdio: 'ignore' });
  } catch {
    // PostgreSQL had given it back itself.
  }
}

function lockOf(data: string): readonly string[] {
  const path = join(data, 'postmaster.pid');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

/** Below the ports that systems give to outgoing connections: it must still be free when we start again. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.once('listening', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
