import { REASONS } from '../../../bot/index.ts';
import { type Column, coded } from '../column.ts';
import { FACT_BEGINS, FACT_ENDS, FACT_FIELDS, type Fact, genderColumns, serviceColumns } from '../common.ts';
import type { Dataset } from '../dataset.ts';
import { factConditions } from '../filter.ts';

interface RatingRow extends Fact {
  readonly office: string;
  readonly service: string | null;
  readonly liking: string;
  /** Codes with spaces between. */
  readonly reasons: string;
  readonly gender: string | null;
  readonly prompted: number;
}

/** A column of 0 and 1 for each reason: a list in one cell cannot be counted. */
const reasons = REASONS.map(
  (reason): Column<RatingRow> => ({
    name: `reason_${reason}`,
    kind: 'number',
    width: 10,
    of: (row) => (row.reasons.split(' ').includes(reason) ? 1 : 0),
    meaning: { key: 'reason', about: { kind: 'reason', code: reason } },
    codes: 'yes-no',
  }),
);

/** What citizens say of offices. */
export const ratings: Dataset<RatingRow> = {
  name: 'ratings',
  table: 'rating',
  fields: [...FACT_FIELDS, 'office', 'service', 'liking', 'reasons', 'gender', 'prompted'],
  filters: ['place', 'service'],
  conditions: factConditions,
  columns: [
    ...FACT_BEGINS,
    ...coded<RatingRow>('office', 'office', ({ office }) => office, { code: 20, label: 36 }),
    ...serviceColumns<RatingRow>(),
    ...coded<RatingRow>('liking', 'liking', ({ liking }) => liking, { code: 11, label: 16 }),
    ...reasons,
    ...genderColumns<RatingRow>(),
    {
      name: 'prompted',
      kind: 'number',
      width: 9,
      of: ({ prompted }) => prompted,
      meaning: { key: 'prompted' },
      codes: 'yes-no',
    },
    ...FACT_ENDS,
  ],
};
