import { responseRate } from '../../figures/index.ts';
import { BLANK, type Cell, HIDDEN, LATER, NOT_PUBLISHED } from '../cell.ts';
import { columns, type Figure, type TableRow, type Told } from '../figure.ts';
import type { BlockId, Reading, Slice } from '../reading.ts';
import { LIKING_COLUMNS, satisfactionCells, shareCells } from './liking.ts';
import { questionShare } from './questions.ts';

const NO_INTERVAL = [BLANK, BLANK, BLANK] as const;
const GAPS = [NOT_PUBLISHED, ...NO_INTERVAL] as const;

/** What the page begins with: each number with the interval of a share, and of how many it is one. */
export const summary: Figure = {
  id: 'summary',
  measures: ['visits', 'answers', 'questions', 'ratings', 'prompts'],
  chart: { kind: 'bars', columns: ['value'], only: 'share' },
  tell: (reading) => {
    const visits = reading.slice('visits');
    if (typeof visits === 'string') return visits;
    const rows = METRICS.map(
      ({ id, cells }): TableRow => ({ label: { kind: 'metric', id }, cells: cells(reading) }),
    );
    const cellOf = (id: string) => rows.find(({ label }) => label.id === id)?.cells[0] ?? NOT_PUBLISHED;
    return {
      columns: columns('value', { id: 'low', is: 'share' }, { id: 'high', is: 'share' }, 'of'),
      rows,
      periods: visits.periods,
      ...sayBoth(cellOf('visits'), cellOf('answers')),
      notes: ['monthly-visitors', 'shares-of-shown'],
    };
  },
};

/** One of the two can be told alone. */
function sayBoth(visits: Cell, answers: Cell): Pick<Told, 'says' | 'plainly'> {
  if ('gap' in visits) return { says: { n: answers }, plainly: { as: 'counted', column: 'answers' } };
  if ('gap' in answers) return { says: { n: visits }, plainly: { as: 'counted', column: 'visits' } };
  return { says: { visits, answers } };
}

/** The numbers of the summary, in their order. */
const METRICS: readonly { readonly id: string; readonly cells: (reading: Reading) => readonly Cell[] }[] = [
  { id: 'visitors', cells: (reading) => total(reading, 'visits', 'visitors') },
  { id: 'visits', cells: (reading) => total(reading, 'visits') },
  { id: 'answers', cells: (reading) => total(reading, 'answers') },
  { id: 'ratings', cells: (reading) => total(reading, 'ratings') },
  { id: 'satisfaction', cells: (reading) => whole(reading, 'ratings', (slice) => satisfied(reading, slice)) },
  {
    id: 'response-rate',
    cells: (reading) => whole(reading, 'prompts', (slice) => responded(reading, slice)),
  },
  { id: 'answer-rate', cells: answered },
  { id: 'time', cells: (reading) => whole(reading, 'visits', (slice) => timeOf(reading, slice)) },
  { id: 'delivered', cells: () => [LATER, ...NO_INTERVAL] },
];

function total(reading: Reading, block: BlockId, measure?: string): readonly Cell[] {
  const slice = reading.slice(block);
  if (typeof slice === 'string') return GAPS;
  return [reading.sum({ ...slice, ...(measure ? { measure } : {}) }), ...NO_INTERVAL];
}

/** What is counted without any filter alone. */
function whole(reading: Reading, block: BlockId, cells: (slice: Slice) => readonly Cell[]): readonly Cell[] {
  const slice = reading.undivided(block);
  return typeof slice === 'string' ? GAPS : cells(slice);
}

function satisfied(reading: Reading, slice: Slice): readonly Cell[] {
  const { counts, isEmpty } = reading.together(
    LIKING_COLUMNS.map((value) => ({ ...slice, facet: 'liking', value })),
  );
  const n = isEmpty ? HIDDEN : { count: counts.reduce((sum, count) => sum + count, 0) };
  return [...satisfactionCells(reading, slice), n];
}

function responded({ together }: Reading, slice: Slice): readonly Cell[] {
  const { counts, isEmpty } = together([slice, { ...slice, measure: 'prompted' }]);
  const [prompts = 0, prompted = 0] = counts;
  return isEmpty
    ? [HIDDEN, HIDDEN, HIDDEN, HIDDEN]
    : [...shareCells(responseRate(prompted, prompts)), { count: prompts }];
}

function answered(reading: Reading): readonly Cell[] {
  const slice = reading.slice('questions');
  if (typeof slice === 'string') return GAPS;
  const { cells, n } = questionShare(reading, slice, 'answered');
  return [...cells, n];
}

/** Seconds are summed up for the whole country alone. */
function timeOf({ together, selection }: Reading, slice: Slice): readonly Cell[] {
  if (selection.province !== undefined) return GAPS;
  const { counts, isEmpty } = together([slice, { ...slice, measure: 'seconds' }]);
  const [visits = 0, seconds = 0] = counts;
  if (isEmpty || visits === 0) return [HIDDEN, ...NO_INTERVAL];
  return [{ seconds: seconds / visits }, BLANK, BLANK, { count: visits }];
}
