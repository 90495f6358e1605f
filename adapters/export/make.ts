import type { Reader } from '../reader.ts';
import { type Request, WrongRequest } from './request.ts';
import { columnsOf, countRows, readRows } from './shaped.ts';
import { dictionaryOf, methodOf } from './sheets.ts';
import type { Words } from './words.ts';

interface MakeParts {
  readonly reader: Reader;
  readonly words: Words;
  /** In Phnom Penh. */
  readonly today: string;
  /** Hears how many rows of all have been read; then they are counted before. */
  readonly onRows?: ((read: number, all: number) => void) | undefined;
}

/**
 * An export, piece by piece, with the number of its rows at the end. Throws `WrongRequest` before the first piece when
 * there are more rows than the format takes.
 */
export async function* makeExport(
  { dataset, format, filter }: Request,
  { reader, words, today, onRows }: MakeParts,
): AsyncGenerator<string | Uint8Array, number> {
  const { mostRows = Number.POSITIVE_INFINITY } = format;
  const isCounted = onRows !== undefined || format.mostRows !== undefined;
  const all = isCounted ? await countRows(reader, dataset, filter) : 0;
  if (all > mostRows)
    throw new WrongRequest(
      `These are ${all} rows, and ${format.name} takes ${mostRows}. Use --format csv, or a shorter period.`,
    );
  let rows = 0;
  const counted = async function* () {
    for await (const batch of readRows(reader, dataset, filter, words)) {
      rows += batch.length;
      yield batch;
      onRows?.(rows, all);
    }
  };
  yield* format.write({
    columns: columnsOf(dataset),
    rows: counted(),
    sheets: [dictionaryOf(dataset, words), methodOf(dataset, filter, words, { on: today, rows: all })],
  });
  return rows;
}
