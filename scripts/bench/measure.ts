import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Row } from '../../bot/index.ts';
import { auroc } from '../evaluate/rows-report.ts';
import type { Answer, Ask, Engine } from './engines.ts';
import type { BenchSet } from './sets.ts';

const WARM_UP = 30;

/** One engine on one set. */
export interface Measured {
  readonly set: string;
  readonly engine: string;
  readonly asked: number;
  readonly at1: number;
  readonly at3: number;
  readonly auroc: number | undefined;
  readonly buildMs: number;
  readonly meanMs: number;
  readonly p99Ms: number;
  readonly megabytes: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Builds the engine, warms it up, asks it up to `limit` questions one after the other. */
export async function measure(engine: Engine, set: BenchSet, limit: number): Promise<Measured> {
  const before = memory();
  const started = performance.now();
  const ask = await engine.build(set.rows, set.glossary ?? []);
  const buildMs = performance.now() - started;
  const megabytes = (memory() - before) / 1e6;
  const queries = spread(set.queries, limit);
  for (const { text } of queries.slice(0, WARM_UP)) await ask(text);
  const { answers, times } = await askAll(ask, queries);
  return {
    set: set.name,
    engine: engine.name,
    asked: queries.length,
    ...quality(queries, answers),
    buildMs: Math.round(buildMs),
    meanMs: rounded(times.reduce((sum, time) => sum + time, 0) / times.length),
    p99Ms: rounded(times.sort((one, other) => one - other)[Math.floor(0.99 * times.length)] ?? 0),
    megabytes: rounded(Math.max(0, megabytes)),
  };
}

async function askAll(ask: Ask, queries: readonly Row[]): Promise<{ answers: Answer[]; times: number[] }> {
  const answers: Answer[] = [];
  const times: number[] = [];
  for (const { text } of queries) {
    const started = performance.now();
    answers.push(await ask(text));
    times.push(performance.now() - started);
  }
  return { answers, times };
}

function quality(
  queries: readonly Row[],
  answers: readonly Answer[],
): Pick<Measured, 'at1' | 'at3' | 'auroc'> {
  const inside = answers.filter((_, at) => queries[at]!.label !== null);
  const wanted = queries.flatMap(({ label }) => (label === null ? [] : [label]));
  const outside = answers.filter((_, at) => queries[at]!.label === null);
  const found = (first: number) =>
    inside.filter(({ labels }, at) => labels.slice(0, first).includes(wanted[at]!)).length /
    (inside.length || 1);
  const sureness = (of: readonly Answer[]) => of.map((answer) => answer.sureness);
  return {
    at1: rounded(100 * found(1)),
    at3: rounded(100 * found(3)),
    auroc: auroc(sureness(inside), sureness(outside)),
  };
}

function spread(queries: readonly Row[], limit: number): readonly Row[] {
  if (queries.length <= limit) return queries;
  return Array.from({ length: limit }, (_, at) => queries[Math.floor((at * queries.length) / limit)]!);
}

function memory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
