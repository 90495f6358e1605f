import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ENGINES, type Engine } from './bench/engines.ts';
import { type Measured, measure } from './bench/measure.ts';
import { inventedServices, publicSet } from './bench/sets.ts';

const HELP = `Compares our matching with fuse.js, MiniSearch and nlp.js on the same rows and questions, in one run.

  npm run bench:match -- [--data DIR] [--limit N] [--services N] [--json]

  --data DIR      the public development sets (default ../shared/eval)
  --limit N       ask at most N questions of each set, evenly spread (default: all)
  --slow-limit N  the same for the engines whose cost grows with every row (default 300)
  --services N    size of the invented catalogue of the growth run (default 1000)
  --json          print one JSON object`;

const PUBLIC_SETS = ['clinc150', 'banking77', 'hwu64'];
const GROWTH_QUESTIONS = 400;

function line(measured: Measured): string {
  const { engine, asked, at1, at3, buildMs, meanMs, p99Ms, megabytes } = measured;
  const cells = [
    asked,
    at1.toFixed(1),
    at3.toFixed(1),
    measured.auroc?.toFixed(1) ?? '–',
    buildMs,
    meanMs,
    p99Ms,
    megabytes,
  ];
  return engine.padEnd(30) + cells.map((cell) => String(cell).padStart(9)).join('');
}

const HEAD = `${'engine'.padEnd(30)}${['asked', '@1 %', '@3 %', 'AUROC', 'build ms', 'mean ms', 'p99 ms', 'MB'].map((cell) => cell.padStart(9)).join('')}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/eval' },
      limit: { type: 'string', default: 'Infinity' },
      'slow-limit': { type: 'string', default: '300' },
      services: { type: 'string', default: '1000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (!existsSync(values.data)) {
    console.error(
      `${values.data} is not there: the public sets are not part of the project. Pass --data DIR.`,
    );
    process.exitCode = 2;
    return;
  }
  const results: Measured[] = [];
  const growth = inventedServices(values.data, Number(values.services), GROWTH_QUESTIONS);
  for (const set of [...PUBLIC_SETS.map((name) => publicSet(values.data, name)), growth]) {
    if (!values.json)
      console.log(`\n${set.name}: ${set.rows.length} rows, ${set.queries.length} questions\n${HEAD}`);
    for (const engine of ENGINES as readonly Engine[]) {
      const limit = Math.min(Number(values.limit), engine.slow ? Number(values['slow-limit']) : Infinity);
      const measured = await measure(engine, set, limit);
      results.push(measured);
      if (!values.json) console.log(line(measured));
    }
  }
  if (values.json) console.log(JSON.stringify(results));
}

await main();
