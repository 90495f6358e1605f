import type { Decision, Row } from '../../bot/index.ts';

/** How the ranker did on questions whose labels are known. Shares are per cent with one decimal. */
export interface RowsReport {
  readonly rows: number;
  readonly labels: number;
  readonly inScope: number;
  readonly outOfScope: number;
  /** Of the questions in scope: is the right label first, is it among the first three? */
  readonly at1: number;
  readonly at3: number;
  /** How well p tells questions in scope from the others; absent when one kind is missing. */
  readonly auroc: number | undefined;
  /** Of the questions in scope. */
  readonly answered: number;
  readonly choices: number;
  readonly abstained: number;
  /** Answered with a wrong label. */
  readonly wrong: number;
  /** Of the questions out of scope. */
  readonly outOfScopeAnswered: number;
  readonly outOfScopeChoices: number;
  readonly outOfScopeRefused: number;
}

export interface JudgedRow {
  readonly label: string | null;
  readonly top: readonly string[];
  readonly p: number;
  readonly decision: Decision['decision'];
}

/** Counts how the judged rows did. */
export function reportOn(index: readonly Row[], judged: readonly JudgedRow[]): RowsReport {
  const inside = judged.filter(({ label }) => label !== null);
  const outside = judged.filter(({ label }) => label === null);
  const share = (of: readonly JudgedRow[], test: (row: JudgedRow) => boolean) =>
    percent(of.filter(test).length, of.length);
  const decided = (decision: Decision['decision']) => (row: JudgedRow) => row.decision === decision;
  return {
    rows: index.length,
    labels: new Set(index.map(({ label }) => label).filter((label) => label !== null)).size,
    inScope: inside.length,
    outOfScope: outside.length,
    at1: share(inside, ({ label, top }) => top[0] === label),
    at3: share(inside, ({ label, top }) => label !== null && top.includes(label)),
    auroc: auroc(
      inside.map(({ p }) => p),
      outside.map(({ p }) => p),
    ),
    answered: share(inside, decided('answer')),
    choices: share(inside, decided('choices')),
    abstained: share(inside, decided('abstain')),
    wrong: share(inside, (row) => row.decision === 'answer' && row.top[0] !== row.label),
    outOfScopeAnswered: share(outside, decided('answer')),
    outOfScopeChoices: share(outside, decided('choices')),
    outOfScopeRefused: share(outside, decided('abstain')),
  };
}

/** The chance, in per cent, that a value of the first kind is above one of the second; ties count half. */
export function auroc(higher: readonly number[], lower: readonly number[]): number | undefined {
  if (higher.length === 0 || lower.length === 0) return undefined;
  const sorted = [...lower].sort((one, other) => one - other);
  const below = (value: number, inclusive: boolean) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < value || (inclusive && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = higher.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0);
  return percent(wins, higher.length * lower.length);
}

/** The report as a few lines to read. */
export function summary(report: RowsReport): string[] {
  return [
    `${report.rows} rows, ${report.labels} labels; ${report.inScope} queries in scope, ${report.outOfScope} out of scope`,
    `right label first ${report.at1} %, among three ${report.at3} %, AUROC ${report.auroc ?? '–'}`,
    `in scope: answered ${report.answered} % (wrong ${report.wrong} %), choices ${report.choices} %, abstained ${report.abstained} %`,
    `out of scope: answered ${report.outOfScopeAnswered} %, choices ${report.outOfScopeChoices} %, refused ${report.outOfScopeRefused} %`,
  ];
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}
