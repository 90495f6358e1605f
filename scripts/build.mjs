// Compiles adapters/main.ts, the two workers and the operator's commands into dist/: bundles of our own files,
// packages stay outside. With --start the server is started in the same process afterwards: this is `npm start`.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bundle, COMMANDS, SERVER } from './bundle.mjs';

const { values } = parseArgs({
  options: { start: { type: 'boolean' }, out: { type: 'string', default: 'dist' } },
});

await rm(values.out, { recursive: true, force: true });
// Apart, so that no command changes how the server is cut into files, and with them how fast it starts.
await bundle(SERVER, values.out);
await bundle(COMMANDS, values.out);
if (values.start) {
  // The process's own variables win over those of the file.
  if (existsSync('.env')) process.loadEnvFile('.env');
  await import('../dist/main.js');
}
