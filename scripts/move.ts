import { type Address, addressOf, shown } from '../adapters/store/address.ts';
import { commandLine, wrongUsage } from './command.ts';
import { type Compared, moveAll, nameOf } from './move/move-all.ts';
import { createProgress } from './move/progress.ts';

const HELP = `Carries everything that is kept from one database into another: from SQLite to PostgreSQL, or back.

  npm run move -- [--anew] FROM TO
  npm run move -- sqlite:data/villager.db postgres://villager@db.example.org/villager

FROM and TO are written as in DATABASE_URL. A password may stand in the environment variable PGPASSWORD or the file
~/.pgpass instead, where nobody reads it over your shoulder. TO must be new or empty. Stop all servers on both before:
none can start until the move has ended.

At the end every table is compared on both sides, by its rows and a checksum over all of them; only then can a server
start on TO. FROM is only read and stays as it was. The move may be interrupted at any moment: run it again, and it
goes on where it stopped.

  --anew   deletes what a move that has not ended has carried into TO, and begins anew: after FROM has changed

Exit code: 0 when all is there, 1 when it cannot be moved or is not the same, 2 for wrong usage.`;

const { values, positionals } = commandLine(
  HELP,
  { anew: { type: 'boolean', default: false } },
  { words: true },
);
const [from, to] = read(positionals);
const progress = createProgress(process.stderr);
const counted = new Map<string, number>();
let rows = 0;
const tell = (line: string) => {
  progress.clear();
  console.log(line);
};

const isSame = await moveAll({
  from,
  to,
  isAnew: values.anew,
  onResumed: () => tell('Goes on where it stopped.'),
  onCarried: ({ name }, more) => {
    counted.set(name, (counted.get(name) ?? 0) + more);
    progress.show(`carries ${name}: ${counted.get(name)?.toLocaleString('en')} rows`);
  },
  onChecking: ({ name }) => progress.show(`compares ${name}`),
  onCompared: (compared) => {
    rows += compared.target.rows;
    tell(lineOf(compared));
  },
});
tell(isSame ? done() : differs());
process.exitCode = isSame ? 0 : 1;

function read(words: readonly string[]): readonly [Address, Address] {
  const [first, second] = words.map((word) => addressOf(word));
  if (words.length !== 2 || !first || !second)
    wrongUsage('FROM and TO are sqlite: and the path of a file, or postgres://user@host/database.', HELP);
  if (nameOf(first) === nameOf(second)) wrongUsage('FROM and TO are the same database.', HELP);
  return [first, second];
}

function lineOf({ table, source, target, isSame }: Compared): string {
  const told = ({ rows, checksum }: Compared['source']) =>
    `${rows.toLocaleString('en').padStart(12)} rows  ${checksum.slice(0, 12)}`;
  return `${table.name.padEnd(14)}${told(target)}  ${isSame ? 'ok' : `NOT THE SAME in FROM:${told(source)}`}`;
}

function done(): string {
  return `
All ${rows.toLocaleString('en')} rows of ${nameOf(from)} are in ${nameOf(to)}.
Now set DATABASE_URL to TO${to.engine === 'postgres' ? ', with its password' : ''}, and start the server:

  DATABASE_URL=${shown(to)}

${nameOf(from)} was left as it was.
Start no server on it any more, or citizens are answered twice. Delete it when all is well: it holds conversations.`;
}

function differs(): string {
  return `
The two are not the same: FROM has changed since the move began, or something else has written into TO. No server
starts on TO. Begin anew, with all servers stopped:

  npm run move -- --anew FROM TO`;
}
