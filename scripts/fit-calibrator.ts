import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildRanker, type Row, rank } from '../bot/index.ts';
import { fitModel, type Model, type Sample, SIGNAL_NAMES } from './calibrate/model.ts';
import { commandLine, wrongUsage } from './command.ts';
import { readRows } from './evaluate/rows.ts';

const HELP = `Fits the weights of bot/understand/calibrator.ts: how likely is it that the first label is right?

  npm run fit:calibrator -- [--data DIR] [--also INDEX.jsonl:QUERIES.jsonl]... [--write]

  --data DIR   the public development sets (default ../shared/eval)
  --also A:B   also learn from queries B asked of rows A; label null = out of scope
  --write      write calibrator.ts; without it the file is only printed

Exit code: 0, 2 for wrong usage or when the public sets are not there.`;

interface Lesson {
  readonly name: string;
  readonly index: readonly Row[];
  readonly queries: readonly Row[];
}

type SplitRow = Row & { readonly split?: string };

const CALIBRATOR = fileURLToPath(new URL('../bot/understand/calibrator.ts', import.meta.url));
/** The public sets as lessons; where a set has foreign questions, once without and once with some of them as rows. */
function publicLessons(data: string): Lesson[] {
  const strangers = readRows(`${data}/clinc150.dev.jsonl`).filter(({ label }) => label === null);
  return ['clinc150', 'banking77', 'banking77_oos', 'hwu64'].flatMap((name) => {
    const rows: readonly SplitRow[] = readRows(`${data}/${name}.dev.jsonl`);
    const index = rows.filter(({ split }) => split === 'train10');
    const queries = rows.filter(({ split }) => split !== 'train10');
    const foreign = queries.filter(({ label }) => label === null);
    if (foreign.length === 0) return [{ name, index, queries: [...queries, ...strangers] }];
    const taught = new Set(foreign.filter((_, at) => at % 4 === 0));
    const rest = queries.filter((query) => !taught.has(query));
    return [
      { name, index, queries },
      { name: `${name} with foreign rows`, index: [...index, ...taught], queries: rest },
    ];
  });
}

/** A question that is not ours weighs more than one of ours: answering it is the worse mistake, and they are few here. */
const FOREIGN = 4;
function takeLesson({ name, index, queries }: Lesson): Sample[] {
  const ranker = buildRanker(index);
  const samples = queries.flatMap(({ label, text }) => {
    const { candidates, signals } = rank(ranker, text);
    if (candidates.length === 0) return [];
    return [
      {
        signals,
        right: label !== null && candidates[0]?.label === label,
        weight: (label === null ? FOREIGN : 1) / queries.length,
      },
    ];
  });
  const right = samples.filter((sample) => sample.right).length;
  console.error(`${name}: ${index.length} rows, ${samples.length} queries, ${right} right`);
  return samples;
}

function fileFor({ bias, weights }: Model): string {
  const lines = SIGNAL_NAMES.map((name, at) => `  ${name}: ${weights[at]!.toFixed(3)},`);
  return `import type { Signals } from './signals.ts';

/** Weights of a logistic model. Written by \`npm run fit:calibrator --write\`; not edited by hand. */
export const BIAS = ${bias.toFixed(3)};
export const SIGNAL_WEIGHTS: Readonly<Record<keyof Signals, number>> = {
${lines.join('\n')}
};
`;
}

function main(): void {
  const { values } = commandLine(HELP, {
    data: { type: 'string', default: '../shared/eval' },
    also: { type: 'string', multiple: true, default: [] },
    write: { type: 'boolean', default: false },
  });
  if (!existsSync(values.data)) wrongUsage(`${values.data} is not there: pass --data DIR.`, HELP);
  const others = values.also.map((pair) => {
    const [index, queries] = pair.split(':');
    if (!index || !queries)
      return wrongUsage(`--also takes INDEX.jsonl:QUERIES.jsonl; seen "${pair}".`, HELP);
    return { name: pair, index: readRows(index), queries: readRows(queries) };
  });
  const file = fileFor(fitModel([...publicLessons(values.data), ...others].flatMap(takeLesson)));
  if (values.write) writeFileSync(CALIBRATOR, file);
  else console.log(file);
}

main();
