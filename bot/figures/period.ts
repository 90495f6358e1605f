/** A calendar month, `2026-10`, or a quarter of a year, `2026-Q4`. Periods of one grain sort as text. */
export type Period = string;

/** How long a period is. */
export type Grain = 'month' | 'quarter';

const MONTHS_A_QUARTER = 3;
const twoDigits = (month: number): string => String(month).padStart(2, '0');

/** The month of a day, or of a moment written with its day first. */
export const monthOf = (day: string): Period => day.slice(0, 7);

/** The quarter that a month or a day lies in. */
export function quarterOf(month: string): Period {
  const [year = '', number = '1'] = month.split('-');
  return `${year}-Q${Math.ceil(Number(number) / MONTHS_A_QUARTER)}`;
}

/** The months of a period: three of a quarter, itself of a month. */
export function monthsOf(period: Period): Period[] {
  const [year = '', quarter] = period.split('-Q');
  if (quarter === undefined) return [period];
  const last = Number(quarter) * MONTHS_A_QUARTER;
  return [last - 2, last - 1, last].map((month) => `${year}-${twoDigits(month)}`);
}

function monthAfter(month: Period): Period {
  const [year = '0', number = '1'] = month.split('-');
  return number === '12' ? `${Number(year) + 1}-01` : `${year}-${twoDigits(Number(number) + 1)}`;
}

/** The months from the first on that are over today, oldest first. */
export function closedMonths(first: Period, today: string): Period[] {
  const months: Period[] = [];
  for (let month = first; month < monthOf(today); month = monthAfter(month)) months.push(month);
  return months;
}

/** The quarters that are over today and began no earlier than the first month, oldest first. */
export function closedQuarters(first: Period, today: string): Period[] {
  const months = closedMonths(first, today);
  return [...new Set(months.map(quarterOf))].filter((quarter) =>
    monthsOf(quarter).every((month) => months.includes(month)),
  );
}
