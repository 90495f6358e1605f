import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backUp } from '../adapters/store/sqlite/backup.ts';
import { commandLine } from './command.ts';
import { databaseFile } from './settings.ts';

const HELP = `Writes a whole copy of the database, while the server runs or not.

  npm run backup [-- --to FILE]

  --to FILE   where to (default: backups/ beside the database, named by the time)

The copy holds everything, also the secret that is made where VISITOR_SECRET is not set.
Put it back with: npm run restore -- FILE

Of PostgreSQL it makes none, and says how pg_dump does. Exit code: 0, 1 when there is no whole copy, 2 for wrong usage.`;

const { values } = commandLine(HELP, { to: { type: 'string' } });
const path = databaseFile((address) => `pg_dump --format=custom --file=villager.dump '${address}'`);
const name = `villager-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.db`;
const to = values.to ?? join(dirname(path), 'backups', name);
backUp(path, to);
console.log(`${to}: ${(statSync(to).size / 1e6).toFixed(1)} MB, checked`);
