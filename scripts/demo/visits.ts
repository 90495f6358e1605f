import type { Chance } from '../faults/chance.ts';
import { type Card, createDeck, scattered } from './deck.ts';
import { type Day, daysOf } from './months.ts';
import type { MonthTotals } from './plan.ts';
import type { Visitor } from './visitors.ts';

/** A visitor on a day. */
export interface Visit {
  readonly visitor: Visitor;
  readonly day: string;
  /** The first turn, in milliseconds UTC. */
  readonly at: number;
  /** The midnight behind it: a visit is of one day. */
  readonly ends: number;
  readonly answers: number;
  readonly lookups: number;
}

/** Offices are open from Monday to Friday, and citizens ask before they go. Sunday first. */
const WEEKDAYS = [0.6, 1.15, 1.1, 1.08, 1.1, 1.12, 0.85] as const;
/** From midnight on: before work, at noon, and most after dinner. */
const HOURS = [1, 0.5, 0.3, 0.3, 0.6, 2, 4, 7, 9, 9, 8, 7, 7, 6, 7, 7, 6, 6, 7, 9, 9, 7, 4, 1] as const;
const HOUR_MS = 3_600_000;

/** All visits of a month in the order of their beginnings: everybody comes once, some come again on another day. */
export function visitsOf(chance: Chance, totals: MonthTotals, invent: () => Visitor): readonly Visit[] {
  const visitors = Array.from({ length: totals.visitors }, invent);
  const days = daysOf(totals.month);
  if (totals.visits > visitors.length * days.length || (totals.visits > 0 && visitors.length === 0))
    throw new Error(`${totals.month}: more visits than its visitors have days`);
  const came = comings(chance, { visits: totals.visits, visitors, days });
  const answers = scattered(chance, totals.answers, came.length);
  const lookups = scattered(chance, totals.lookups, came.length);
  return came
    .map((coming, at) => ({ ...coming, answers: answers[at]!, lookups: lookups[at]! }))
    .sort((one, other) => one.at - other.at);
}

interface Coming {
  readonly visits: number;
  readonly visitors: readonly Visitor[];
  readonly days: readonly Day[];
}

function comings(chance: Chance, { visits, visitors, days }: Coming): Omit<Visit, 'answers' | 'lookups'>[] {
  const dayOf = createDeck(
    chance,
    days.map((day, at): Card<number> => [at, WEEKDAYS[day.weekday]!]),
  );
  const hourOf = createDeck(
    chance,
    HOURS.map((weight, hour): Card<number> => [hour, weight]),
  );
  const taken = new Set<number>();
  return Array.from({ length: visits }, (_, nth) => {
    let who = nth;
    let day = dayOf();
    // One visit a day: a second one on the same day is the same.
    for (; nth >= visitors.length; day = dayOf()) {
      who = chance.between(0, visitors.length - 1);
      if (!taken.has(who * days.length + day)) break;
    }
    taken.add(who * days.length + day);
    const { begins, ...date } = days[day]!;
    const at = begins + hourOf() * HOUR_MS + chance.between(0, HOUR_MS - 1);
    return { visitor: visitors[who]!, day: date.day, at, ends: begins + HOURS.length * HOUR_MS };
  });
}
