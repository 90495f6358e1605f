import { type Cell, NOT_PUBLISHED, sizeOf } from '../cell.ts';
import { columns, type Figure, type TableRow } from '../figure.ts';
import { cut } from '../reading.ts';

/** How many come, month by month, or as time is cut. */
export const accessByTime: Figure = {
  id: 'time',
  measures: ['visits', 'answers'],
  chart: { kind: 'columns', columns: ['visits'] },
  tell: (reading) => {
    const { sum, selection } = reading;
    const slice = reading.slice('visits');
    if (typeof slice === 'string') return slice;
    const answers = reading.slice('answers');
    const rows = cut(slice, selection).map(({ id, slice: part }): TableRow => {
      const asked: Cell =
        typeof answers === 'string' ? NOT_PUBLISHED : sum({ ...answers, periods: part.periods });
      const visitors = sum({ ...part, measure: 'visitors' });
      return { label: { kind: 'period', id }, cells: [sum(part), visitors, asked] };
    });
    const last = rows.at(-1);
    const most = [...rows].sort((a, b) => (sizeOf(b.cells[0]) ?? -1) - (sizeOf(a.cells[0]) ?? -1))[0];
    const says = most &&
      last && {
        most: { label: most.label },
        n: most.cells[0] ?? NOT_PUBLISHED,
        last: { label: last.label },
        now: last.cells[0] ?? NOT_PUBLISHED,
      };
    return {
      columns: columns('visits', 'visitors', 'answers'),
      rows,
      periods: slice.periods,
      says,
      notes: ['monthly-visitors', 'cut-periods'],
    };
  },
};
