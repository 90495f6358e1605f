import { openBlock, type PublishedBlock } from '../figures/index.ts';
import { type Cell, HIDDEN } from './cell.ts';

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

/** All that was published, opened to be added up. */
export interface Ledger {
  /** Published periods of a block, oldest first. */
  readonly periods: (block: string) => readonly string[];
  /** The values of a facet, in order; undefined when it is shown in none of the periods. */
  readonly values: (
    block: string,
    facet: string,
    periods: readonly string[],
  ) => readonly string[] | undefined;
  /** The rows below a row. */
  readonly children: (block: string, row: string, periods: readonly string[]) => readonly string[];
  readonly sum: (where: Where) => Cell;
  /** The sums of several numbers over those periods and rows where each of them is shown; with what they leave out. */
  readonly sums: (wheres: readonly Where[]) => {
    readonly counts: readonly number[];
    readonly isWhole: boolean;
    readonly isEmpty: boolean;
  };
}

/** Opens blocks to be added up. Each is opened when it is first asked for. */
export function openLedger(blocks: readonly PublishedBlock[]): Ledger {
  const byBlock = new Map<string, Map<string, Opened>>();
  for (const block of blocks) {
    const periods = byBlock.get(block.block) ?? new Map<string, Opened>();
    byBlock.set(block.block, periods.set(block.period, opened(block)));
  }
  const at = (block: string, period: string) => byBlock.get(block)?.get(period);
  const chosen = (block: string, periods: readonly string[]) =>
    periods.flatMap((period) => at(block, period)?.block ?? []);
  const parts = ({ block, periods, rows, measure, facet = '', value = '' }: Where) =>
    periods.flatMap((period) => {
      const found = at(block, period);
      if (!found) return [];
      const address = { measure: measure ?? found.block.measures[0] ?? '', facet, value };
      return rows.map((row) => found.read({ ...address, row }));
    });
  return {
    periods: (block) => [...(byBlock.get(block)?.keys() ?? [])].sort(),
    values: (block, facet, periods) => {
      const shown = chosen(block, periods).flatMap(
        ({ facets }) => facets.find(({ id }) => id === facet) ?? [],
      );
      return shown.length > 0 ? unique(shown.flatMap(({ values }) => values)) : undefined;
    },
    children: (block, row, periods) =>
      unique(
        chosen(block, periods).flatMap(({ rows }) =>
          rows.filter(({ parent }) => parent === row).map(({ id }) => id),
        ),
      ),
    sum: (where) => sumOf(parts(where)),
    sums: (wheres) => sumsOf(wheres.map(parts)),
  };
}

interface Opened {
  readonly block: PublishedBlock;
  readonly read: ReturnType<typeof openBlock>;
}

function opened(block: PublishedBlock): Opened {
  let read: Opened['read'] | undefined;
  return {
    block,
    read: (address) => {
      read ??= openBlock(block);
      return read(address);
    },
  };
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

/** Of what is hidden in part, the rest is the least that it is. */
function sumOf(parts: readonly (number | null)[]): Cell {
  const count = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  if (!parts.includes(null)) return { count };
  return count === 0 ? HIDDEN : { count, isLeast: true };
}

function sumsOf(lists: readonly (readonly (number | null)[])[]): ReturnType<Ledger['sums']> {
  const places = (lists[0] ?? []).map((_part, index) => lists.map((parts) => parts[index] ?? null));
  const shown = places.filter((counts) => counts.every((count) => count !== null));
  const counts = lists.map((_list, at) => shown.reduce((sum, each) => sum + (each[at] ?? 0), 0));
  return { counts, isWhole: shown.length === places.length, isEmpty: shown.length === 0 };
}
