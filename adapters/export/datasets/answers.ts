import { coded } from '../column.ts';
import { FACT_BEGINS, FACT_ENDS, FACT_FIELDS, type Fact, serviceColumns } from '../common.ts';
import type { Dataset } from '../dataset.ts';
import { factConditions } from '../filter.ts';

interface AnswerRow extends Fact {
  readonly outcome: string;
  readonly service: string | null;
  readonly aspect: string | null;
  readonly band: string;
}

/** How questions ended. */
export const answers: Dataset<AnswerRow> = {
  name: 'answers',
  table: 'answer',
  fields: [...FACT_FIELDS, 'outcome', 'service', 'aspect', 'band'],
  filters: ['place', 'service'],
  conditions: factConditions,
  columns: [
    ...FACT_BEGINS,
    ...coded<AnswerRow>('outcome', 'outcome', ({ outcome }) => outcome, { code: 11, label: 16 }),
    ...serviceColumns<AnswerRow>(),
    ...coded<AnswerRow>('aspect', 'aspect', ({ aspect }) => aspect, { code: 11, label: 20 }),
    ...coded<AnswerRow>('band', 'band', ({ band }) => band, { code: 8, label: 14 }),
    ...FACT_ENDS,
  ],
};
