const PHNOM_PENH = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Phnom_Penh', dateStyle: 'short' });

/** The calendar day in Phnom Penh: 2026-11-20. */
export const dayInPhnomPenh = (at: Date): string => PHNOM_PENH.format(at);

/** The same, asked for at every turn: formatting a date takes as long as many a step of it. */
export function createCalendar(): typeof dayInPhnomPenh {
  let [minute, day] = [Number.NaN, ''];
  return (at) => {
    const now = Math.floor(at.getTime() / 60_000);
    if (now !== minute) [minute, day] = [now, dayInPhnomPenh(at)];
    return day;
  };
}

/** 2026-01 → 2025-12. */
export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number > 1 ? `${year}-${String(number - 1).padStart(2, '0')}` : `${year - 1}-12`;
}

/** 2025-12 → 2026-01. */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number < 12 ? `${year}-${String(number + 1).padStart(2, '0')}` : `${year + 1}-01`;
}

/** Phnom Penh keeps no summer time. */
const AHEAD_MS = 7 * 3_600_000;

/** When a day in Phnom Penh begins, in milliseconds UTC. */
export const beginningOf = (day: string): number => Date.parse(day) - AHEAD_MS;

/** The hour of the day in Phnom Penh, 0 to 23. */
export const hourInPhnomPenh = (at: number): number => Math.floor((at + AHEAD_MS) / 3_600_000) % 24;
