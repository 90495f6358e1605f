import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programIn } from './build.ts';
import { endsWithUs } from './ends-with-us.ts';
import type { Environment } from './environment.ts';

const COMMANDS = ['telegram-setup', 'messenger-setup'];

/** Runs the operator's own setup commands, so that commands, menu, greeting and questions to tap are there. */
export async function runSetups(
  folder: string,
  environment: Environment,
  tell: (line: string) => void,
): Promise<void> {
  const run = promisify(execFile);
  await Promise.all(
    COMMANDS.map(async (name) => {
      const running = run(process.execPath, [join(programIn(folder), `${name}.js`)], { env: environment });
      endsWithUs(running.child);
      const { stdout } = await running;
      tell(`${name}: ${stdout.trim().split('\n').at(-1)}`);
    }),
  );
}
