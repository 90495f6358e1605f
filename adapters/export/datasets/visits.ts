import { column } from '../column.ts';
import { FACT_BEGINS, FACT_ENDS, FACT_FIELDS, type Fact, genderColumns } from '../common.ts';
import type { Dataset } from '../dataset.ts';
import { factConditions } from '../filter.ts';

interface VisitRow extends Fact {
  readonly gender: string | null;
  readonly last_at: number;
  readonly turns: number;
}

const MINUTE_MS = 60_000;

/** Who wrote on a day, from the first message to the last. */
export const visits: Dataset<VisitRow> = {
  name: 'visits',
  table: 'visit',
  fields: [...FACT_FIELDS, 'gender', 'last_at', 'turns'],
  filters: ['place'],
  conditions: factConditions,
  columns: [
    ...FACT_BEGINS,
    ...genderColumns<VisitRow>(),
    column<VisitRow>('turns', 'number', 7, ({ turns }) => turns),
    column<VisitRow>('minutes', 'number', 9, ({ at, last_at }) => Math.round((last_at - at) / MINUTE_MS)),
    ...FACT_ENDS,
  ],
};
