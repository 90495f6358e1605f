import type { Reader } from '../reader.ts';
import type { Cell, Column } from './column.ts';
import type { Dataset } from './dataset.ts';
import { allOf, commonConditions, type Filter } from './filter.ts';
import type { Words } from './words.ts';

/** The first column: it tells rows apart within one export, and means nothing beyond it. */
export const ROW: Column<object> = {
  name: 'row',
  kind: 'number',
  width: 8,
  of: () => null,
  meaning: { key: 'row' },
};

/** A dataset of any row, as the list of them holds it. */
export type AnyDataset = Omit<Dataset, 'columns'> & { readonly columns: readonly Column<never>[] };

export const columnsOf = (dataset: AnyDataset): readonly Column<never>[] => [ROW, ...dataset.columns];

/** How many rows there are. */
export async function countRows(reader: Reader, dataset: AnyDataset, filter: Filter): Promise<number> {
  const { sql, values } = conditionOf(dataset, filter);
  const rows = await reader.ask<{ readonly n: number }>(
    `SELECT count(*) AS n FROM ${dataset.table} WHERE ${sql}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/** The rows' cells in the order of the columns, oldest first; in batches, as the reader gives them. */
export async function* readRows(
  reader: Reader,
  dataset: AnyDataset,
  filter: Filter,
  words: Words,
): AsyncGenerator<readonly Cell[][]> {
  const { sql, values } = conditionOf(dataset, filter);
  const statement = `SELECT ${dataset.fields.join(', ')} FROM ${dataset.table} WHERE ${sql} ORDER BY at, id`;
  let number = 0;
  for await (const batch of reader.stream<never>(statement, values))
    yield batch.map((row) => {
      number += 1;
      return [number, ...dataset.columns.map(({ of }) => of(row, words))];
    });
}

const conditionOf = (dataset: AnyDataset, filter: Filter) =>
  allOf([...commonConditions(filter), ...dataset.conditions(filter)]);
