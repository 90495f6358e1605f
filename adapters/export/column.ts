import type { CodeKind, Words } from './words.ts';

/** A value in a table; null: there is none. A day is written 2026-11-20. */
export type Cell = string | number | null;

/** A column of an export, and how its value is found in a row of the database. */
export interface Column<Row> {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'day';
  /** About so many characters are seen at once. */
  readonly width: number;
  readonly of: (row: Row, words: Words) => Cell;
  readonly meaning: Meaning;
  /** What the codes in it stand for. */
  readonly codes?: CodeKind;
  /** It says in words what the column before it says in a code. */
  readonly isLabel?: true;
}

/** A text `export.column.<key>` of the locale files, and what it speaks of: another column, or one code. */
interface Meaning {
  readonly key: string;
  readonly column?: string;
  readonly about?: { readonly kind: CodeKind; readonly code: string };
}

/** A column of texts or numbers. */
export const column = <Row>(
  name: string,
  kind: Column<Row>['kind'],
  width: number,
  of: (row: Row) => Cell,
): Column<Row> => ({ name, kind, width, of, meaning: { key: name } });

/** A code, and beside it what it stands for in Khmer and in English. */
export function coded<Row>(
  name: string,
  codes: CodeKind,
  of: (row: Row, words: Words) => string | null,
  { code: codeWidth, label: labelWidth }: { readonly code: number; readonly label: number },
): readonly Column<Row>[] {
  const label = (locale: 'km' | 'en'): Column<Row> => ({
    name: `${name}_${locale}`,
    kind: 'text',
    width: labelWidth,
    of: (row, words) => words.label(codes, of(row, words), locale),
    meaning: { key: `in-${locale}`, column: name },
    isLabel: true,
  });
  return [
    { name, kind: 'text', width: codeWidth, of, meaning: { key: name }, codes },
    label('km'),
    label('en'),
  ];
}
