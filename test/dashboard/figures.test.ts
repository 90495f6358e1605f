import { beforeAll, describe, expect, it } from 'vitest';
import { type Board, openBoard } from '../../adapters/web/dashboard/board.ts';
import {
  ALL,
  type Cell,
  createCube,
  FIGURES,
  type PublishedBlock,
  queryOf,
  type Told,
} from '../../bot/index.ts';
import { fourMonths, quietMonth } from '../fixtures/invented.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const places = realKnowledge().catalogue.places.map(({ code }) => code);
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10'];
const WHOLE = { from: '2026-07', to: '2026-10' };

let blocks: readonly PublishedBlock[];
let board: Board;
beforeAll(() => {
  blocks = fourMonths();
  board = openBoard(createCube(blocks), places);
});

const tell = (id: string, query: object = WHOLE, on: Board = board) => {
  const figure = FIGURES.find((one) => one.id === id);
  if (!figure) throw new Error(`there is no figure ${id}`);
  return on.tell(figure, on.select(query));
};
const toldOf = (id: string, query?: object, on?: Board): Told => {
  const told = tell(id, query, on);
  if (typeof told === 'string') throw new Error(`${id} is not told: ${told}`);
  return told;
};
const rowOf = ({ rows }: Told, id: string): readonly Cell[] =>
  rows.find(({ label }) => label.id === id)?.cells ?? [];

/** Straight from the published cells: what is shown, added up, and how many are hidden. */
function added(
  block: string,
  where: { row: string; facet?: string; value?: string; measure: string; months?: string[] },
): Cell {
  const { facet = '', value = '', months = MONTHS } = where;
  const cells = blocks
    .filter((one) => one.block === block && months.includes(one.period))
    .flatMap((one) => one.cells)
    .filter((cell) => cell.row === where.row && cell.measure === where.measure && cell.facet === facet)
    .filter((cell) => cell.value === value || cell.value === '');
  const count = cells.reduce((sum, { n }) => sum + (n ?? 0), 0);
  if (cells.every(({ n }) => n !== null)) return { count };
  return count === 0 ? { gap: 'hidden' } : { count, isLeast: true };
}

describe('figures equal the published cells', () => {
  it('in the summary', () => {
    const summary = toldOf('summary');
    expect(rowOf(summary, 'visits')[0]).toEqual(added('visits', { row: ALL, measure: 'visits' }));
    expect(rowOf(summary, 'visitors')[0]).toEqual(added('visits', { row: ALL, measure: 'visitors' }));
    expect(rowOf(summary, 'answers')[0]).toEqual(added('answers', { row: ALL, measure: 'answers' }));
    expect(rowOf(summary, 'ratings')[0]).toEqual(added('ratings', { row: ALL, measure: 'ratings' }));
    expect(rowOf(summary, 'delivered')[0]).toEqual({ gap: 'later' });
  });

  it('for every service, channel and month', () => {
    const services = toldOf('services');
    expect(services.rows.length).toBeGreaterThan(20);
    for (const { label, cells } of services.rows)
      expect(cells[0], label.id).toEqual(
        added('answers', { row: ALL, facet: 'service', value: label.id, measure: 'answers' }),
      );
    for (const { label, cells } of toldOf('channel').rows)
      expect(cells, label.id).toEqual(
        ['visits', 'visitors'].map((measure) =>
          added('visits', { row: ALL, facet: 'channel', value: label.id, measure }),
        ),
      );
    expect(toldOf('time').rows.map(({ label }) => label.id)).toEqual(MONTHS);
    for (const { label, cells } of toldOf('time').rows)
      expect(cells[0]).toEqual(added('visits', { row: ALL, measure: 'visits', months: [label.id] }));
  });

  it('for chosen places, in all of them together', () => {
    const one = (row: string) => added('visits', { row, measure: 'visits' });
    expect(rowOf(toldOf('summary', { ...WHOLE, province: '02' }), 'visits')[0]).toEqual(one('02'));
    const rows = toldOf('provinces', { ...WHOLE, province: '02', district: ['0201', '0203'] }).rows;
    expect(rows.map(({ label }) => label.id).sort()).toEqual(['0201', '0203']);
    for (const { label, cells } of rows) expect(cells[1]).toEqual(one(label.id));
  });

  it('under a filter by channel or language', () => {
    const web = rowOf(toldOf('summary', { ...WHOLE, channel: 'web' }), 'visits')[0];
    expect(web).toEqual(added('visits', { row: ALL, facet: 'channel', value: 'web', measure: 'visits' }));
    const khmer = rowOf(toldOf('summary', { ...WHOLE, language: 'km' }), 'visits')[0];
    expect(khmer).toEqual(added('visits', { row: ALL, facet: 'locale', value: 'km', measure: 'visits' }));
  });
});

it('time is cut into quarters and years', () => {
  const ids = (grain: string) => toldOf('time', { ...WHOLE, grain }).rows.map(({ label }) => label.id);
  expect(ids('quarter')).toEqual(['2026-Q3', '2026-Q4']);
  expect(ids('year')).toEqual(['2026']);
});

it('says why it cannot tell what is not published, instead of a number', () => {
  expect(tell('gender', { ...WHOLE, channel: 'web' })).toBe('no-channel');
  expect(tell('services', { ...WHOLE, language: 'km' })).toBe('no-locale');
  expect(tell('time', { ...WHOLE, channel: 'web', language: 'km' })).toBe('no-channel-and-locale');
  expect(tell('misses', { ...WHOLE, language: 'km' })).toBe('no-locale');
  expect(tell('trend', { ...WHOLE, province: '02' })).toBe('country-only');
  expect(tell('ratings-by-office', { from: '2026-10', to: '2026-10' })).toBe('no-quarter');
  expect(tell('tracked')).toBe('later');
  const nothing = openBoard(createCube([]), places);
  expect(tell('summary', {}, nothing)).toBe('no-period');
});

it('ratings by office say which quarters they count, and only whole ones', () => {
  const { periods, notes } = toldOf('ratings-by-office', { from: '2026-07', to: '2026-10' });
  expect(periods).toEqual(['2026-Q3']);
  expect(notes).toContain('quarters');
  expect(tell('ratings-by-office', { from: '2026-08', to: '2026-10' })).toBe('no-quarter');
});

describe('small numbers', () => {
  it('are hidden, and never a zero', () => {
    const quiet = openBoard(createCube(quietMonth()), places);
    const cells = FIGURES.flatMap((figure) => {
      const told = quiet.tell(figure, quiet.select({}));
      return typeof told === 'string' ? [] : told.rows.flatMap((row) => row.cells);
    });
    expect(cells).toContainEqual({ gap: 'hidden' });
    for (const cell of cells) {
      if ('count' in cell) expect(cell.count === 0 || cell.count >= 5).toBe(true);
      expect(cell).not.toHaveProperty('share');
    }
  });

  it('no percentage of fewer than thirty', () => {
    for (const { cells } of toldOf('ratings-by-office').rows) {
      const shown = cells.slice(0, 3).reduce((sum, cell) => sum + ('count' in cell ? cell.count : 0), 0);
      if ('share' in (cells[4] ?? {})) expect(shown).toBeGreaterThanOrEqual(30);
    }
  });
});

describe('the address', () => {
  it('leads back to the same selection, written the same', () => {
    const query = {
      from: '2026-08',
      to: '2026-10',
      province: '02',
      district: ['0203', '0201', '0203'],
      channel: 'web',
      grain: 'year',
    };
    const selection = board.select(query);
    expect(selection.districts).toEqual(['0201', '0203']);
    const written = queryOf(selection);
    expect(board.select(Object.fromEntries(new URLSearchParams(written)))).toMatchObject({
      province: '02',
      channel: 'web',
    });
    expect(written).toBe(
      '?from=2026-08&to=2026-10&province=02&district=0201&district=0203&channel=web&grain=year',
    );
  });

  it.each([
    {
      from: '<script>',
      to: ['2026-08', 'x'],
      province: '99',
      district: '0201',
      channel: "' OR 1=1",
      language: 'fr',
      grain: 'day',
    },
    { province: ['02', '03'], district: { $ne: '' }, channel: ['web'] },
    'no object',
    null,
  ])('what cannot be chosen counts as not chosen: %j', (query) => {
    expect(board.select(query)).toEqual({
      from: '2026-07',
      to: '2026-10',
      province: undefined,
      districts: [],
      channel: undefined,
      locale: undefined,
      grain: 'month',
    });
  });

  it('months in the wrong order are put right, and districts of another province left out', () => {
    expect(board.select({ from: '2026-10', to: '2026-08' })).toMatchObject({
      from: '2026-08',
      to: '2026-10',
    });
    expect(board.select({ province: '03', district: ['0201', '0301'] }).districts).toEqual(['0301']);
  });
});
