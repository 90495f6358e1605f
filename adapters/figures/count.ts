import { type BlockSpec, type CountedBlock, type GroupedFact, monthsOf, rollUp } from '../../bot/index.ts';
import { monthAfter } from '../calendar.ts';
import type { Reader } from '../reader.ts';
import { type Measures, measure } from './measures.ts';

/** The measure that counts the facts of a block. Several blocks tell the same facts, split in other ways. */
const MEASURE_OF: Readonly<Record<string, string>> = {
  'ratings-by-gender': 'ratings',
  'ratings-by-office': 'ratings',
};

/** The first day of a period, and the first day after it. */
export function daysOf(period: string): [from: string, before: string] {
  const months = monthsOf(period);
  return [`${months[0]}-01`, `${monthAfter(months.at(-1) ?? period)}-01`];
}

/** Counts what a block tells of a period. */
export async function countBlock(
  reader: Pick<Reader, 'ask'>,
  measures: Measures,
  spec: BlockSpec,
  period: string,
): Promise<CountedBlock> {
  const statement = measure(measures, MEASURE_OF[spec.id] ?? spec.id);
  const facts = await reader.ask<GroupedFact>(statement, daysOf(period));
  return rollUp(spec, facts, period, { severals: { reason: facts.flatMap(eachReason) } });
}

/** A rating names several reasons, or none. */
const eachReason = (fact: GroupedFact): readonly GroupedFact[] =>
  String(fact['reasons'] ?? '')
    .split(' ')
    .filter((reason) => reason !== '')
    .map((reason) => ({ ...fact, reason }));
