import { commandLine, countOf } from './command.ts';
import { refuseTaken } from './dev/ports.ts';
import { startCluster } from './postgres/cluster.ts';

const HELP = `Starts a PostgreSQL 18 to try things out with, on this machine alone. Nothing needs to be installed: a
development package brings it. It is for trying and for tests, not for production: its password is known to everybody.

  npm run postgres [-- --port NUMBER] [--folder FOLDER]

  --port NUMBER     where it listens on 127.0.0.1 (default: 5432)
  --folder FOLDER   where its data is kept from one run to the next (default: data/postgres); delete it to begin anew

Runs until Ctrl-C. Exit code: 0 after Ctrl-C, 1 when it cannot start or ends by itself, 2 for wrong usage.`;

const { values } = commandLine(HELP, {
  port: { type: 'string', default: '5432' },
  folder: { type: 'string', default: 'data/postgres' },
});
const port = countOf('--port', values.port, HELP);
await refuseTaken(port, `npm run postgres -- --port ${port + 1}`);

// Before it runs nothing needs time to end. Ctrl-C may come more than once: from the terminal, npm and tsx.
let end: () => void = () => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());

const cluster = await startCluster({ port, folder: values.folder });
console.log(`
PostgreSQL 18 for trying and tests, not for production. Its data stays in ${cluster.folder}.

  DATABASE_URL=${cluster.url()}

Ctrl-C stops it.
`);

end = () => {
  end = () => {};
  void cluster.stop().then(() => process.exit(0));
};
// It is all that keeps this process busy.
process.on('beforeExit', () => {
  console.error('PostgreSQL has ended by itself, and so does this.');
  process.exit(1);
});
