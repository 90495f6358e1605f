import { type Column, coded, column } from '../column.ts';
import { COMMON_FIELDS, type Common, serviceColumns, TEXT_BEGINS, TEXT_ENDS } from '../common.ts';
import type { Dataset } from '../dataset.ts';

export interface TextRow extends Common {
  readonly kind: string;
  /** JSON. */
  readonly fields: string;
}
interface Typed {
  readonly text: string;
  readonly service?: string;
}

const typed = ({ fields }: TextRow): Typed => JSON.parse(fields);
const ofService = serviceColumns<{ readonly service: string | null }>().map(
  ({ of, ...rest }): Column<TextRow> => ({
    ...rest,
    of: (row, words) => of({ service: typed(row).service ?? null }, words),
  }),
);
const whichKind = coded<TextRow>('kind', 'kind', ({ kind }) => kind, { code: 12, label: 30 });

/** What citizens typed and of which kinds, as it is kept for 90 days. */
export const texts = (name: string, kinds: readonly string[]): Dataset<TextRow> => ({
  name,
  table: 'record',
  fields: [...COMMON_FIELDS, 'kind', 'fields'],
  filters: ['service'],
  // The fields are written in this order: see records.ts.
  conditions: ({ service }) => [
    { sql: `kind IN (${kinds.map(() => '?').join(', ')})`, values: kinds },
    { sql: 'fields NOT LIKE ?', values: ['{"is_test":1,%'] },
    ...(service === undefined ? [] : [{ sql: 'fields LIKE ?', values: [`{"service":"${service}",%`] }]),
  ],
  columns: [
    ...TEXT_BEGINS,
    ...(kinds.length > 1 ? whichKind : []),
    ...ofService,
    column<TextRow>('text', 'text', 60, (row) => typed(row).text),
    ...TEXT_ENDS,
  ],
});
