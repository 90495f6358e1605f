import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median, quantile } from '../load/figures.ts';
import { startServer } from '../load/server.ts';
import { npmRun } from './program.ts';

/** What is measured, on a database that is filled. */
export interface Subject {
  readonly url: string;
  readonly months: number;
  /** Where `main.js` is. */
  readonly compiled: string;
  readonly folder: string;
  /** No program may take longer. */
  readonly mostSeconds: number;
  readonly pages: number;
}
/** By name, with its unit in it; a text where there is none. */
export type Figures = Readonly<Record<string, number | string>>;

const PAGE = '/km/dashboard';
const PAGE_MS = 60_000;

/** Each publishes, asks or exports as its users do, and tells what that took. The order matters: pages show what is published. */
export const MEASURES: readonly {
  readonly what: string;
  /** The npm script that it runs. */
  readonly script?: string;
  readonly run: (subject: Subject) => Promise<Figures>;
}[] = [
  { what: 'publishing all months', script: 'publish:figures', run: publishing },
  { what: `the page ${PAGE}`, run: page },
  { what: 'export of all answers as CSV', script: 'export', run: exporting },
];

/** Whether package.json has a script. */
export const hasScript = (name: string): boolean =>
  Object.hasOwn(JSON.parse(readFileSync('package.json', 'utf8')).scripts, name);

async function publishing(subject: Subject): Promise<Figures> {
  const { seconds, megabytes } = await command(subject, ['publish:figures']);
  return { seconds, 'seconds a month': seconds / subject.months, 'MB at most': megabytes };
}

async function exporting(subject: Subject): Promise<Figures> {
  const file = join(subject.folder, 'answers.csv');
  const { seconds, megabytes } = await command(subject, ['export', '--', 'answers', '--out', file]);
  const size = statSync(file).size / 1e6;
  rmSync(file);
  return { seconds, 'MB at most': megabytes, 'MB of CSV': size };
}

async function command({ url, mostSeconds }: Subject, words: readonly string[]) {
  const ran = await npmRun(words, { DATABASE_URL: url }, mostSeconds);
  if (ran.code === 0) return ran;
  const how = ran.code === undefined ? `did not end within ${mostSeconds} s` : `ended with ${ran.code}`;
  throw new Error(`npm run ${words.join(' ')} ${how}: ${ran.said}`);
}

async function page({ url, compiled, folder, pages }: Subject): Promise<Figures> {
  const data = join(folder, 'server');
  const server = await startServer(join(compiled, 'main.js'), { DATABASE_URL: url, DATA_DIR: data });
  try {
    const times: number[] = [];
    let bytes = 0;
    while (times.length <= pages) {
      const begun = performance.now();
      const response = await fetch(server.address + PAGE, { signal: AbortSignal.timeout(PAGE_MS) });
      bytes = (await response.arrayBuffer()).byteLength;
      if (!response.ok) return { answered: `${response.status} ${response.statusText}` };
      times.push(performance.now() - begun);
    }
    const [first = Number.NaN, ...others] = times;
    const [p50, p99] = [median(others), quantile(others, 0.99)];
    return {
      'first ms': first,
      'p50 ms': p50,
      'p99 ms': p99,
      'KB unpacked': bytes / 1e3,
      'RSS MB': server.megabytes(),
    };
  } finally {
    await server.stop();
  }
}
