import { blocks } from '../figures/index.ts';

/** Which numbers are added up: in these rows, over these periods. */
export interface Where {
  readonly block: string;
  readonly periods: readonly string[];
  readonly rows: readonly string[];
  /** The first of the block when not given. */
  readonly measure?: string;
  readonly facet?: string;
  readonly value?: string;
}

/** What a block counts first. */
export const measureOf = (block: string): string => specOf(block)?.measures[0] ?? '';

export const specOf = (block: string) => blocks.find(({ id }) => id === block);
