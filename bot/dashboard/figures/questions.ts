import { answerRate, missRate } from '../../figures/index.ts';
import { type Cell, HIDDEN } from '../cell.ts';
import { columns, type Figure, type TableRow } from '../figure.ts';
import { cut, type Reading, type Slice } from '../reading.ts';
import { sayWhole } from './lead.ts';
import { shareCells } from './liking.ts';

const OUTCOMES = ['answered', 'clarified', 'unanswered'] as const;
const RATES = { answered: answerRate, unanswered: missRate };

/** How many of all questions ended in a way, with the interval and of how many; counted where all ends are shown. */
export function questionShare(
  { together }: Reading,
  slice: Slice,
  outcome: keyof typeof RATES,
): { readonly cells: readonly Cell[]; readonly n: Cell } {
  const { counts, isEmpty } = together(OUTCOMES.map((row) => ({ ...slice, rows: [row] })));
  if (isEmpty) return { cells: [HIDDEN, HIDDEN, HIDDEN], n: HIDDEN };
  const [answered = 0, clarified = 0, unanswered = 0] = counts;
  const n = { count: answered + clarified + unanswered };
  return { cells: shareCells(RATES[outcome]({ answered, clarified, unanswered })), n };
}

/** How many questions the villager did not understand. */
export const misses: Figure = {
  id: 'misses',
  measures: ['questions'],
  chart: { kind: 'columns', columns: ['miss-rate'] },
  tell: (reading) => {
    const slice = reading.slice('questions');
    if (typeof slice === 'string') return slice;
    const cellsOf = (part: Slice) => [
      ...OUTCOMES.map((row) => reading.sum({ ...part, rows: [row] })),
      reading.sum(part),
      ...questionShare(reading, part, 'unanswered').cells,
    ];
    const rows = cut(slice, reading.selection).map(
      ({ id, slice: part }): TableRow => ({ label: { kind: 'period', id }, cells: cellsOf(part) }),
    );
    const { cells, n } = questionShare(reading, slice, 'unanswered');
    const [share = HIDDEN] = cells;
    const says = { share, n: 'gap' in n ? reading.sum(slice) : n };
    return {
      columns: columns(
        ...OUTCOMES,
        'questions',
        { id: 'miss-rate', is: 'share' },
        { id: 'low', is: 'share' },
        { id: 'high', is: 'share' },
      ),
      rows,
      periods: slice.periods,
      ...sayWhole(says, 'questions'),
      notes: ['shares-of-shown', 'cut-periods'],
    };
  },
};
