import { existsSync, readFileSync } from 'node:fs';
import { ENGINES, type Engine } from './bench/engines.ts';
import { type Measured, measure } from './bench/measure.ts';
import { inventedServices, ownCatalogue, publicSet } from './bench/sets.ts';
import { commandLine, countOf, wrongUsage } from './command.ts';
import { knowledgeOf } from './content.ts';
import { parseQuestions } from './evaluate/questions.ts';

const HELP = `Compares our matching with fuse.js, MiniSearch and nlp.js on the same rows and questions, in one run.

  npm run bench:match -- [--data DIR] [--limit N] [--services N] [--json]

  --data DIR      the public development sets (default ../shared/eval)
  --limit N       ask at most N questions of each set, evenly spread (default: all)
  --slow-limit N  the same for the engines whose cost grows with every row (default 300)
  --services N    size of the invented catalogue of the growth run (default 1000)
  --json          print one JSON object, {"results": […]}, as the last line

Exit code: 0, 2 for wrong usage or when the public sets are not there.`;

const PUBLIC_SETS = ['clinc150', 'banking77', 'hwu64'];
const QUESTIONS = 'test/understanding/citizen-questions.tsv';
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
  const { values } = commandLine(HELP, {
    data: { type: 'string', default: '../shared/eval' },
    limit: { type: 'string' },
    'slow-limit': { type: 'string', default: '300' },
    services: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  });
  const limit =
    values.limit === undefined ? Number.POSITIVE_INFINITY : countOf('--limit', values.limit, HELP);
  const slowLimit = countOf('--slow-limit', values['slow-limit'], HELP);
  const services = countOf('--services', values.services, HELP);
  if (!existsSync(values.data))
    wrongUsage(
      `${values.data} is not there: the public sets are not part of the project. Pass --data DIR.`,
      HELP,
    );
  const sets = [
    ...PUBLIC_SETS.map((name) => publicSet(values.data, name)),
    ownCatalogue(
      (await knowledgeOf('content')).catalogue,
      parseQuestions(readFileSync(QUESTIONS, 'utf8'), QUESTIONS),
    ),
    inventedServices(values.data, services, GROWTH_QUESTIONS),
  ];
  const say = values.json ? () => {} : console.log;
  const results: Measured[] = [];
  for (const set of sets) {
    say(`\n${set.name}: ${set.rows.length} rows, ${set.queries.length} questions\n${HEAD}`);
    for (const engine of ENGINES as readonly Engine[]) {
      if (engine.latinOnly && set.khmer) {
        say(`${engine.name.padEnd(30)} knows no Khmer: not run`);
        continue;
      }
      const measured = await measure(engine, set, engine.slow ? Math.min(limit, slowLimit) : limit);
      results.push(measured);
      say(line(measured));
    }
  }
  if (values.json) console.log(JSON.stringify({ results }));
}

await main();
