import { DEMO_VERSION } from '../../adapters/demo-mark.ts';
import { rowOf, rowsOfVisit } from '../../adapters/records.ts';
import type { RecordRow } from '../../adapters/store/record-tables.ts';
import type { Catalogue, OccurrenceRecord, RatingRecord, TurnRecord } from '../../bot/index.ts';
import { type Chance, createChance } from '../faults/chance.ts';
import { createAnswers } from './answers.ts';
import { type Country, countryOf } from './country.ts';
import type { MonthTotals, Plan } from './plan.ts';
import type { Asked } from './raters.ts';
import { ratingsOf } from './ratings.ts';
import { createVisitor, type Visitor } from './visitors.ts';
import { visitsOf } from './visits.ts';

/** Of visits: whoever is asked whether a service was used mostly does not answer. */
const ASKED_IN_VAIN = 0.16;
const HAPPENS: readonly (readonly [OccurrenceRecord['what'], number])[] = [
  ['content_report', 0.006],
  ['complaint', 0.006],
  ['handover', 0.006],
];
/** Between two things that a citizen does. */
const PAUSE_MS = [15_000, 90_000] as const;

/** All rows of an invented history, month by month and by time; the same plan and catalogue give the same rows. */
export function* historyOf(plan: Plan, catalogue: Catalogue): Generator<RecordRow> {
  const chance = createChance(plan.seed);
  const country = countryOf(catalogue);
  const invent = createVisitor(chance, country);
  for (const [at, totals] of plan.months.entries()) {
    const age = plan.months.length > 1 ? at / (plan.months.length - 1) : 0;
    yield* monthOf(totals, { chance, country, invent, age });
  }
}

interface Around {
  readonly chance: Chance;
  readonly country: Country;
  readonly invent: () => Visitor;
  readonly age: number;
}

function* monthOf(totals: MonthTotals, { chance, country, invent, age }: Around): Generator<RecordRow> {
  const answersOf = createAnswers(chance, country);
  const asked = visitsOf(chance, totals, invent).map((visit): Asked => {
    return { visit, answers: answersOf(visit.answers, visit.visitor.entry) };
  });
  const ratings = ratingsOf(chance, { asked, likings: totals.ratings, age, country });
  for (const one of asked) yield* rowsOf(chance, one, recordsOf(chance, one, ratings.get(one)));
}

/** What is kept of a visit, in the order in which it happened. */
function recordsOf(chance: Chance, { visit, answers }: Asked, rating?: RatingRecord): readonly TurnRecord[] {
  const service = answers.findLast((answer) => answer.service !== undefined)?.service;
  const about = service === undefined ? {} : { service };
  const occurrence = (what: OccurrenceRecord['what'], more: object = {}): OccurrenceRecord => ({
    kind: 'occurrence',
    what,
    ...more,
  });
  const isAsked = rating ? rating.prompted : service !== undefined && chance.next() < ASKED_IN_VAIN;
  const happened = HAPPENS.filter(([, share]) => chance.next() < share);
  return [
    ...answers,
    ...Array.from({ length: visit.lookups }, () => occurrence('ticket_lookup')),
    ...happened.map(([what]) => occurrence(what, what === 'content_report' ? about : {})),
    ...(isAsked ? [occurrence('prompt', rating?.service ? { service: rating.service } : about)] : []),
    ...(rating ? [rating] : []),
  ];
}

function* rowsOf(
  chance: Chance,
  { visit: { visitor, day, at, ends } }: Asked,
  records: readonly TurnRecord[],
): Generator<RecordRow> {
  const { number, ...told } = visitor;
  const around = { ...told, visitor: number, day, catalogueVersion: DEMO_VERSION, isTest: false };
  const pauses = records.map(() => chance.between(...PAUSE_MS));
  const length = pauses.slice(1).reduce((sum, pause) => sum + pause, 0);
  const first = Math.min(at, ends - 1 - length);
  const [visit] = rowsOfVisit([], { ...around, at: first });
  if (visit?.table === 'visit')
    yield {
      ...visit,
      row: { ...visit.row, last_at: first + length, turns: Math.max(1, records.length) },
    };
  let now = first;
  for (const [nth, record] of records.entries()) {
    if (nth > 0) now += pauses[nth]!;
    yield rowOf(record, { ...around, at: now });
  }
}
