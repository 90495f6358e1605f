import { monthBefore } from '../../adapters/calendar.ts';

/** Phnom Penh has no summer time. */
const BEFORE_UTC_MS = 7 * 3_600_000;

/** So many months up to this one, oldest first. */
export function monthsUntil(until: string, months: number): string[] {
  const names = [until];
  while (names.length < months) names.unshift(monthBefore(names[0]!));
  return names;
}

/** A day of a month in Phnom Penh. */
export interface Day {
  /** 2026-10-09 */
  readonly day: string;
  /** Its midnight, in milliseconds UTC. */
  readonly begins: number;
  /** 0: Sunday. */
  readonly weekday: number;
}

/** All days of a month. */
export function daysOf(month: string): readonly Day[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: days }, (_, at) => {
    const midnight = Date.UTC(year, number - 1, at + 1);
    const date = new Date(midnight);
    return {
      day: date.toISOString().slice(0, 10),
      begins: midnight - BEFORE_UTC_MS,
      weekday: date.getUTCDay(),
    };
  });
}
