import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../adapters/content/load.ts';
import { ENGINES, filled } from './bench-figures/filled.ts';
import { type Figures, hasScript, MEASURES } from './bench-figures/measures.ts';
import { commandLine, countOf, wrongUsage } from './command.ts';
import { compile } from './load/compile.ts';

const HELP = `Fills databases with an invented history, and tells what its figures take.

  npm run bench:figures -- [--answers N] [--ratings N] [--months N] [--engine NAME] [--pages N] [--seconds N] [--json]

  --answers N    so many answers (default 1000000), of about a third as many visits
  --ratings N    so many ratings (default 100000)
  --months N     in so many months (default 24)
  --engine NAME  sqlite or postgres (default: one after the other)
  --pages N      how often the dashboard is asked for, beside the first time (default 50)
  --seconds N    no program may take longer (default 600)
  --json         print one JSON object, by engine and measure, as the last line

Every measure runs what users run, as whole processes on loopback: npm run publish:figures, a compiled server that is asked for
/km/dashboard, npm run -s export -- answers --out FILE. "MB at most" is the most memory that one process of a command
ever had in RAM. The databases lie in a temporary folder, PostgreSQL with the settings it comes with. What is not there
yet, or fails, is told and left out.

Exit code: 0 whatever the figures are, 2 for wrong usage.`;

async function main(): Promise<void> {
  const { values } = commandLine(HELP, {
    answers: { type: 'string', default: '1000000' },
    ratings: { type: 'string', default: '100000' },
    months: { type: 'string', default: '24' },
    engine: { type: 'string', default: '' },
    pages: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '600' },
    json: { type: 'boolean', default: false },
  });
  const count = (name: 'answers' | 'ratings' | 'months' | 'pages' | 'seconds') =>
    countOf(`--${name}`, values[name], HELP);
  const wanted = { answers: count('answers'), ratings: count('ratings'), months: count('months') };
  const bounds = { pages: count('pages'), mostSeconds: count('seconds') };
  const engines = Object.keys(ENGINES).filter((name) => ['', name].includes(values.engine));
  if (engines.length === 0) wrongUsage('--engine takes sqlite or postgres.', HELP);
  const compiled = await compile();
  const all: Record<string, Record<string, Figures>> = {};
  for (const engine of engines) all[engine] = await measured(engine, { wanted, bounds, compiled });
  if (values.json) console.log(JSON.stringify(all));
}

interface Parts {
  readonly wanted: Parameters<typeof filled>[1];
  readonly bounds: { readonly pages: number; readonly mostSeconds: number };
  readonly compiled: string;
}

/** Everything on one engine, told as it comes. */
async function measured(engine: string, { wanted, bounds, compiled }: Parts) {
  const { catalogue } = await loadContent('content');
  if (!catalogue) throw new Error('The content is broken: npm run check:content says where.');
  const folder = mkdtempSync(join(tmpdir(), 'villager-figures-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  const place = await ENGINES[engine]!(folder);
  const all: Record<string, Figures> = {};
  const tell = (what: string, figures: Figures) => {
    all[what] = figures;
    console.log(`${engine.padEnd(10)}${what.padEnd(32)}${lineOf(figures)}`);
  };
  try {
    const { seconds, rows } = await filled(place.url, wanted, catalogue);
    tell('filling', { seconds, rows, 'rows/s': rows / seconds });
    const subject = { url: place.url, months: wanted.months, compiled, folder, ...bounds };
    for (const { what, script, run } of MEASURES) {
      if (script !== undefined && !hasScript(script))
        tell(what, { left: `there is no npm run ${script} yet` });
      else tell(what, await run(subject).catch((error: Error) => ({ failed: error.message })));
    }
  } finally {
    await place.remove();
    clear();
  }
  return all;
}

const lineOf = (figures: Figures): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? shown(value) : value}`)
    .join(' · ');

const shown = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

await main();
