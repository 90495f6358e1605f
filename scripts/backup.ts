import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backUp } from '../adapters/store/sqlite/backup.ts';
import { commandLine } from './command.ts';
import { databasePath } from './settings.ts';

const HELP = `Writes a whole copy of the database, while the server runs or not.

  npm run backup [-- --to FILE]

  --to FILE   where to (default: backups/ beside the database, named by the time)

The copy holds everything but VISITOR_SECRET (a file visitor.secret in DATA_DIR unless it is set): keep that apart.
Put it back with: npm run restore -- FILE`;

const { values } = commandLine(HELP, { to: { type: 'string' } });
const path = databasePath();
const name = `villager-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.db`;
const to = values.to ?? join(dirname(path), 'backups', name);
backUp(path, to);
console.log(`${to}: ${(statSync(to).size / 1e6).toFixed(1)} MB, checked`);
