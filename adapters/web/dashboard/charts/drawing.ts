import type { Cell, TableRow, Told } from '../../../../bot/index.ts';
import type { Html } from '../../html.ts';
import type { Words } from '../words.ts';
import type { Pen } from './pen.ts';

/** What a chart shows, before anybody knows how wide it will be: widths are percentages, heights are pixels. */
export interface Drawing {
  readonly height: number;
  readonly marks: Html;
}

/** What a chart is drawn of. */
export interface Plot {
  readonly told: Told;
  readonly rows: readonly TableRow[];
  readonly words: Words;
  readonly pen: Pen;
  /** What no other chart of the page is called. */
  readonly id: string;
  /** The cells of a row that are drawn. */
  readonly cellsOf: (row: TableRow) => readonly Cell[];
  readonly nameOf: (row: TableRow) => string;
  readonly columnIds: readonly string[];
  /** The narrowest screen it must be readable on, in pixels. */
  readonly narrowest: number;
}

/** A number that is round, and not below. */
export function roundUp(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * power >= most) ?? 10;
  return Math.max(1, step * power);
}

export const percent = (share: number): string => `${Number(share.toFixed(2))}%`;
