import { type Cell, NOT_PUBLISHED } from '../cell.ts';
import { columns, type Figure, type TableRow } from '../figure.ts';
import { cut } from '../reading.ts';
import { leadOf, sayLead } from './lead.ts';
import { placesAbove } from './places.ts';

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
    const parts = cut(slice, selection);
    const rows = parts.map(({ id, slice: part }): TableRow => {
      const asked: Cell =
        typeof answers === 'string' ? NOT_PUBLISHED : sum({ ...answers, periods: part.periods });
      const visitors = sum({ ...part, measure: 'visitors' });
      return { label: { kind: 'period', id }, cells: [sum(part), visitors, asked] };
    });
    const last = rows.at(-1);
    const above = placesAbove(slice);
    const mostOf = (period: string) => {
      const part = parts.find(({ id }) => id === period);
      return part ? reading.most(part.slice, above) : 0;
    };
    const told = sayLead(leadOf(rows, { at: 0, mostOf }), { at: 0, column: 'visits' }, ({ first }) => ({
      most: { label: first.label },
      n: first.cells[0] ?? NOT_PUBLISHED,
      last: last ? { label: last.label } : NOT_PUBLISHED,
      now: last?.cells[0] ?? NOT_PUBLISHED,
    }));
    return {
      columns: columns('visits', 'visitors', 'answers'),
      rows,
      periods: slice.periods,
      ...told,
      notes: ['monthly-visitors', 'cut-periods'],
    };
  },
};
