import type { ChildProcess } from 'node:child_process';

/** A process that does not outlive this one, however this one ends. */
export function endsWithUs<Child extends ChildProcess>(child: Child): Child {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}
