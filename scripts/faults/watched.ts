import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Sees that servers do not outlive us, not even when we are killed with SIGKILL, nor when they are stopped and could not
 * end by themselves: a small shell is told who lives, and kills those when nobody tells it anything any more.
 */
const alive = new Set<ChildProcess>();
let shell: ChildProcess | undefined;

export function watch(child: ChildProcess): void {
  alive.add(child);
  tell();
  child.once('exit', () => {
    alive.delete(child);
    tell();
  });
}

/** The last line counts: the number of a process that has ended may be another one's by now. */
const WATCH = 'while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -KILL $pids';

function tell(): void {
  if (process.platform === 'win32') return;
  shell ??= startShell();
  shell.stdin?.write(`${[...alive].map(({ pid }) => pid).join(' ')}\n`);
}

function startShell(): ChildProcess {
  // Ctrl-C in a terminal goes to a whole group: the shell must be there when all others are gone.
  const started = spawn('sh', ['-c', WATCH, 'villager-servers-watcher'], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  started.unref();
  (started.stdin as unknown as { unref(): void }).unref();
  started.stdin?.on('error', () => {});
  return started;
}

process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});
