import { type ChildProcess, spawn } from 'node:child_process';
import type { Binaries } from './binaries.ts';
import { signal } from './processes.ts';

/**
 * Sees that a postmaster does not outlive us, not even when we are killed with SIGKILL: a small shell whose input
 * is ours waits for the end of it, then has PostgreSQL end at once and deletes what was temporary.
 */
export function watch(
  postmaster: ChildProcess,
  data: string,
  user: Binaries['user'],
  temporary: string | undefined,
): void {
  const pid = postmaster.pid as number;
  const kill = () => signal(pid, 'SIGQUIT');
  process.once('exit', kill);
  postmaster.once('exit', () => process.off('exit', kill));
  if (process.platform === 'win32') return;

  const shell = spawn('sh', ['-c', WATCH, 'villager-postgres-watcher', `${pid}`, data, temporary ?? ''], {
    ...user,
    cwd: '/',
    // Ctrl-C in a terminal goes to a whole group: the watcher must be there when all others are gone.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  shell.stdin.on('error', () => {});
  postmaster.once('exit', () => shell.kill('SIGKILL'));
}

/**
 * SIGQUIT ends PostgreSQL at once and gives its shared memory back, its lock file last; SIGCONT is for one that a test
 * has stopped. Whether the process is there would be no question to ask: without an init it stays as a zombie.
 */
const WATCH = `
read -r _
kill -CONT "$1"; kill -QUIT "$1"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
  [ -e "$2/postmaster.pid" ] || break
  sleep 0.1
done
kill -KILL "$1"
if [ -n "$3" ]; then rm -rf -- "$3"; fi
`;
