import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contender, openContenders } from './bench-records/contenders.ts';
import { type Measured, rowsAlone } from './bench-records/lap.ts';
import { ratios, report } from './bench-records/report.ts';
import { commandLine, countOf } from './command.ts';
import { compile } from './load/compile.ts';

const HELP = `Tells what it costs to keep the anonymous facts of every turn.

  npm run bench:records -- [--seconds N] [--rounds N] [--at-once N] [--json]

  --seconds N  length of one lap (default 2)
  --rounds N   laps of each, taken in turns: with, without, with, without … (default 7)
  --at-once N  turns under way at a time (default 64)
  --json       print one JSON object, {"results": …, "ratios": …, "rowsMicros": …}, as the last line

Compared are two stores of the same engine under the same load: one is given the rows of each turn (a visit, an answer,
now and then a prompt or a rating), the other none. Everything else is the same and real: each turn is written down,
claimed, committed and its answer sent; SQLite flushes each commit and works in a thread of its own, PostgreSQL is one
of our own with the settings it comes with, in a temporary folder. Only the engine is left out, which decides what to
say: a pressed button takes it 400 to 800 µs, a typed question 2,400 to 3,400 (npm run bench:ingest), so a ratio of
this benchmark is an upper bound for that of a whole turn.

"CPU µs" is the processor time of this process for one turn, the making of the rows included, "of commit" its part
while committing, "DB µs" that of all processes of PostgreSQL. Ratios are taken within a round, then the median: what
disturbs a round disturbs both.

Exit code: 0 whatever the figures are, 2 for wrong usage.`;

const ROWS = 50_000;

const { values } = commandLine(HELP, {
  seconds: { type: 'string', default: '2' },
  rounds: { type: 'string', default: '7' },
  'at-once': { type: 'string', default: '64' },
  json: { type: 'boolean', default: false },
});
const seconds = countOf('--seconds', values.seconds, HELP);
const rounds = countOf('--rounds', values.rounds, HELP);
const atOnce = countOf('--at-once', values['at-once'], HELP);
const folder = mkdtempSync(join(tmpdir(), 'villager-records-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const { contenders, close } = await openContenders({ compiled: await compile(), folder, atOnce });
try {
  const results = await race(contenders);
  const [first] = contenders;
  const rowsMicros = await rowsAlone(first!.turns, ROWS);
  if (values.json) {
    const laps = [...results].map(([{ name }, all]) => [name, all]);
    console.log(JSON.stringify({ results: Object.fromEntries(laps), ratios: ratios(results), rowsMicros }));
  } else console.log(report(results, rowsMicros));
} finally {
  await close();
}

/** A lap of each that is not counted, then round by round; who begins changes. */
async function race(all: readonly Contender[]): Promise<Map<Contender, Measured[]>> {
  const measured = new Map<Contender, Measured[]>(all.map((one) => [one, []]));
  for (const one of all) await one.lap(seconds);
  for (let round = 0; round < rounds; round += 1)
    for (const one of round % 2 === 0 ? all : all.toReversed())
      measured.get(one)!.push(await one.lap(seconds));
  return measured;
}
