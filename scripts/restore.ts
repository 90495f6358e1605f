import { restore } from '../adapters/store/sqlite/backup.ts';
import { commandLine } from './command.ts';
import { databaseFile } from './settings.ts';

const HELP = `Puts a backup in the place of the database. The server must not be running.

  npm run restore -- FILE

What was accepted after the backup was made is not in it: platforms deliver no message twice once we took it. The
database that was there is moved aside, not deleted.

To PostgreSQL it restores nothing, and says how pg_restore does. Exit code: 0, 1 when nothing was changed, 2 for wrong
usage.`;

const { positionals } = commandLine(HELP, {}, { words: true });
const [file] = positionals;
if (file === undefined || positionals.length > 1) {
  console.error('Which backup? npm run restore -- FILE');
  process.exit(2);
}
const path = databaseFile(
  (address) =>
    `stop all servers, then pg_restore --clean --if-exists --no-owner --single-transaction --dbname='${address}' ${file}`,
);
const aside = restore(path, file, new Date());
console.log(`${path} is now what ${file} was.${aside ? ` What was there before: ${aside}` : ''}`);
