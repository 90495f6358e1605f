import { dayInPhnomPenh, monthBefore } from '../adapters/calendar.ts';
import { type Address, addressOf, shown } from '../adapters/store/address.ts';
import type { RecordTableName } from '../adapters/store/record-tables.ts';
import type { Catalogue } from '../bot/index.ts';
import { commandLine, countOf, wrongUsage } from './command.ts';
import { catalogueOf } from './content.ts';
import { type Demo, demoOf, endOf2023 } from './demo/demo.ts';
import { fill } from './demo/fill.ts';
import { createProgress } from './move/progress.ts';
import { publishAll } from './publishing/publish-all.ts';

const HELP = `Fills a database of its own with an invented history, so that one sees the figures alive.

  npm run demo -- [--months N] [--visitors N] [--seed N] [--until MONTH] [--database ADDRESS] [--anew]
  npm run demo -- --fixture 2023 [--database ADDRESS] [--anew]

  --months N          so many months (default 24)
  --visitors N        the sum of their monthly visitors, exactly (default 37000)
  --until MONTH       the last of them, such as 2026-10 (default: the last month that is over)
  --seed N            the same numbers give the same rows, other seeds other ones (default 1)
  --fixture 2023      what the One Window for Citizens project had reached by the end of 2023, to the digit: 36,782
                      visitors and 2,950 ratings in 24 months
  --database ADDRESS  where to, as in DATABASE_URL (default sqlite:data/demo.db): new, empty, or a demo
  --anew              replaces the demo that is there

Nobody said any of it. The database is marked as a demo, every row names "demo" as its content version, and a database
that holds anything else is refused. It is filled as a whole or not at all.

Exit code: 0 when it is filled, 1 when it cannot be, 2 for wrong usage.`;

async function main(): Promise<void> {
  const { values } = commandLine(HELP, {
    months: { type: 'string' },
    visitors: { type: 'string' },
    until: { type: 'string' },
    seed: { type: 'string' },
    fixture: { type: 'string' },
    database: { type: 'string', default: 'sqlite:data/demo.db' },
    anew: { type: 'boolean', default: false },
  });
  const address = addressOf(values.database);
  if (!address) wrongUsage('--database takes sqlite: and a path, or postgres://user@host/database.', HELP);
  const catalogue = await catalogueOf('content');
  const demo = wanted(values)(catalogue);
  const written = await fillAndCount(address, demo, values.anew);
  const progress = createProgress(process.stderr);
  const failures = await publishAll(values.database, ({ period }) => progress.show(`publishes ${period}`));
  progress.clear();
  if (failures.length > 0) throw new Error(`Not published: ${failures.join('; ')}`);
  console.log(done(address, demo, written));
}

/** What was typed, as a demo of a catalogue; ends the command when it is wrong. */
function wanted(
  typed: Readonly<Partial<Record<'months' | 'visitors' | 'until' | 'seed' | 'fixture', string>>>,
) {
  const { months = '24', visitors = '37000', seed = '1', fixture } = typed;
  const lastClosed = monthBefore(dayInPhnomPenh(new Date()).slice(0, 7));
  const { until = lastClosed } = typed;
  if (fixture !== undefined && fixture !== '2023') wrongUsage('--fixture knows 2023 alone.', HELP);
  if (fixture && (typed.months ?? typed.visitors ?? typed.until ?? typed.seed) !== undefined)
    wrongUsage('--fixture says itself how many months and visitors there are.', HELP);
  if (fixture) return endOf2023;
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(until) || until > lastClosed)
    wrongUsage(`--until takes a month that is over, such as ${lastClosed}; seen "${until}".`, HELP);
  const counts = {
    months: countOf('--months', months, HELP),
    visitors: countOf('--visitors', visitors, HELP),
    seed: countOf('--seed', seed, HELP),
  };
  return (content: Catalogue) => demoOf({ ...counts, until }, content);
}

async function fillAndCount(address: Address, demo: Demo, isAnew: boolean) {
  const progress = createProgress(process.stderr);
  const written = new Map<RecordTableName, number>();
  await fill(address, demo, {
    isAnew,
    onRow: ({ table, row }) => {
      const count = (written.get(table) ?? 0) + 1;
      written.set(table, count);
      if (count % 10_000 === 0 && 'day' in row) progress.show(`invents ${row.day}`);
    },
  });
  progress.clear();
  return written;
}

function done(address: Address, { madeBy }: Demo, written: ReadonlyMap<RecordTableName, number>): string {
  const counts = [...written].map(([table, rows]) => `${rows.toLocaleString('en')} ${table}s`);
  const setting = `DATABASE_URL=${shown(address)}`;
  return `${shown(address)} holds an invented history: ${counts.join(', ')}.
The same again, row for row: ${madeBy}

Its months are published. Look at them on http://localhost:3000/dashboard:

  ${setting} npm start`;
}

await main();
