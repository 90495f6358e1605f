import { commandLine, countOf } from './command.ts';
import { compile } from './faults/compile.ts';
import type { Figures, Row, Size } from './faults/row.ts';
import { ELSEWHERE, ROWS } from './faults/rows.ts';

const HELP = `Lets the server be killed, lose power, fill its disk and lose its platforms, and counts what is lost.

  npm run test:faults [-- --kills N] [--seed N] [--minutes N] [--row N]

  --kills N     how often it is killed in row 1 (default 20; every night 60)
  --seed N      of all chance: the same seed chooses the same moments (default 1)
  --minutes N   no row begins later than this; one that has not begun counts as failed (default 30)
  --row N       only this row of the fault matrix

One line for each row: what was done, what was counted. Rows named "control" break a promise on purpose, and fail when
nothing is lost. Everything runs on this machine alone, in temporary folders.

Exit code: 0 when every promise was kept, 1 when one was broken, 2 for wrong usage.`;

const { values } = commandLine(HELP, {
  kills: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '30' },
  row: { type: 'string' },
});
const only = values.row === undefined ? undefined : countOf('--row', values.row, HELP);
const latest = performance.now() + countOf('--minutes', values.minutes, HELP) * 60_000;
const compiled = await compile();
const size: Size = {
  compiled,
  seed: countOf('--seed', values.seed, HELP),
  kills: countOf('--kills', values.kills, HELP),
  whole: true,
};

let failed = 0;
for (const row of ROWS.filter(({ number }) => only === undefined || number === only)) {
  const start = performance.now();
  const told = await outcomeOf(row);
  if (told.isFailed) failed += 1;
  print(row.number, row.title, `${told.line} (${Math.round((performance.now() - start) / 1000)} s)`);
}
for (const { number, title, where } of ELSEWHERE)
  if (only === undefined || number === only) print(number, title, `see ${where}`);
compiled.remove();
process.exitCode = failed > 0 ? 1 : 0;

async function outcomeOf(row: Row): Promise<{ readonly line: string; readonly isFailed: boolean }> {
  if (performance.now() > latest) return { line: 'failed: not begun in time', isFailed: true };
  const hindrance = row.hindered?.();
  if (hindrance !== undefined) return { line: `not run: ${hindrance}`, isFailed: false };
  try {
    return { line: `ok; ${figuresIn(await row.run(size))}`, isFailed: false };
  } catch (error) {
    return { line: `failed: ${(error as Error).message}`, isFailed: true };
  }
}

function figuresIn(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, figure]) => `${wordsOf(name)} ${figure}`)
    .join(', ');
}

function wordsOf(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function print(number: number, title: string, told: string): void {
  console.log(`${String(number).padStart(2)}  ${title}: ${told}`);
}
