import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { buildRanker, decide, type Row, rank } from '../../bot/index.ts';
import { type JudgedRow, reportOn, summary } from './rows-report.ts';

/** A file that cannot be evaluated; the message says which line and why. */
export class BadRows extends Error {}

const RowLine = z.looseObject({ label: z.string().min(1).nullable(), text: z.string() });

/** Reads lines of `{"label", "text"}`; other fields are ignored. */
export function readRows(file: string): Row[] {
  const lines = readText(file).split(/\r?\n/u);
  const rows = lines.flatMap((line, at) =>
    line.trim() === '' ? [] : [parseLine(line, `${file}:${at + 1}`)],
  );
  if (rows.length === 0)
    throw new BadRows(`${file}: no rows; expected lines of {"label": "…" or null, "text": "…"}`);
  return rows;
}

/** Builds a ranker on the index rows and asks it every query. */
export function judgeRows(index: readonly Row[], queries: readonly Row[]): JudgedRow[] {
  const ranker = buildRanker(index);
  return queries.map(({ label, text }) => {
    const ranking = rank(ranker, text);
    const { decision, p } = decide(ranking);
    const top = ranking.candidates.slice(0, 3).map((candidate) => candidate.label);
    return { label, top, p: Number(p.toFixed(6)), decision };
  });
}

/** What `npm run evaluate -- --index … --queries …` prints: a line for each query, then the summary. */
export function evaluateRows(
  options: {
    readonly index: string;
    readonly queries: string;
    readonly jsonl?: boolean;
    readonly json?: boolean;
  },
  print: { readonly out: (line: string) => void; readonly err: (line: string) => void },
): number {
  try {
    const index = readRows(options.index);
    const judged = judgeRows(index, readRows(options.queries));
    if (options.jsonl) for (const row of judged) print.out(JSON.stringify(row));
    const report = reportOn(index, judged);
    for (const line of summary(report)) print.err(line);
    if (options.json) print.out(JSON.stringify(report));
    return 0;
  } catch (error) {
    if (!(error instanceof BadRows)) throw error;
    print.err(error.message);
    return 2;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BadRows(`${file}: cannot be read (${cause instanceof Error ? cause.message : cause})`, {
      cause,
    });
  }
}

function parseLine(line: string, where: string): Row {
  try {
    return RowLine.parse(JSON.parse(line));
  } catch (cause) {
    const why =
      cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : 'not a JSON object';
    throw new BadRows(`${where}: ${why}; expected {"label": "…" or null, "text": "…"}`, { cause });
  }
}
