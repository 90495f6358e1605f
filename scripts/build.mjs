// Compiles adapters/main.ts, the two workers and the operator's commands into dist/: bundles of our own files,
// packages stay outside. With --start the server is started in the same process afterwards: this is `npm start`.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bundle, SERVER } from './bundle.mjs';

const { values } = parseArgs({
  options: { start: { type: 'boolean' }, out: { type: 'string', default: 'dist' } },
});

/** What is run where the server runs, and there are no development packages: `node dist/backup.js`. */
const COMMANDS = {
  backup: 'scripts/backup.ts',
  restore: 'scripts/restore.ts',
  move: 'scripts/move.ts',
  outbox: 'scripts/outbox.ts',
  reports: 'scripts/reports.ts',
  catalogue: 'scripts/catalogue.ts',
  publish: 'scripts/publish.ts',
  export: 'scripts/export.ts',
  doctor: 'scripts/doctor.ts',
  'messenger-setup': 'scripts/messenger-setup.ts',
  'telegram-setup': 'scripts/telegram-setup.ts',
};

await rm(values.out, { recursive: true, force: true });
// Apart, so that no command changes how the server is cut into files, and with them how fast it starts.
await bundle(SERVER, values.out);
await bundle(COMMANDS, values.out);
if (values.start) {
  // The process's own variables win over those of the file.
  if (existsSync('.env')) process.loadEnvFile('.env');
  await import('../dist/main.js');
}
