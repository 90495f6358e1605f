import { expect, test } from 'vitest';
import { audit, type PublishedBlock, told } from '../../bot/index.ts';

const PLACES = ['all', '01', '02', '03'];
const CHANNELS = ['web', 'chat', 'wall'];

/** Channels of three provinces, with the country above; null hides. */
function block(
  table: readonly (readonly (number | null)[])[],
  more: Partial<PublishedBlock> = {},
): PublishedBlock {
  const place = { period: '2026-10', block: 'planted', measure: 'answers' };
  const cells = table.flatMap(([total = 0, ...ofChannels], at) => {
    const row = PLACES[at] ?? '';
    const split = ofChannels.map((n, channel) => ({
      ...place,
      row,
      facet: 'channel',
      value: CHANNELS[channel] ?? '',
      n,
    }));
    return [{ ...place, row, facet: '', value: '', n: total }, ...split].filter(({ n }) => n !== 0);
  });
  return {
    period: '2026-10',
    block: 'planted',
    measures: ['answers'],
    rows: PLACES.map((id) => ({ id, parent: id === 'all' ? null : 'all' })),
    facets: [{ id: 'channel', threshold: 5, values: CHANNELS }],
    cells,
    ...more,
  };
}

const findings = (planted: PublishedBlock) =>
  audit(planted).map((finding) => told(finding).replace('planted 2026-10: answers of ', ''));

test('nothing is found where enough is hidden', () => {
  const whole = [
    [90, 30, 30, 30],
    [30, null, null, 17],
    [30, null, null, 5],
    [30, 10, 12, 8],
  ];
  expect(findings(block(whole))).toEqual([]);
});

test('small counts hidden alone are computed from their row or column', () => {
  const naive = [
    [90, 30, 30, 30],
    [30, null, 11, 16],
    [30, 17, null, 9],
    [30, 10, 15, 5],
  ];
  expect(findings(block(naive))).toEqual([
    '01 channel web is exact (3 to 3)',
    '02 channel chat is exact (4 to 4)',
  ]);
});

test('one row without a second hidden count gives a whole round back', () => {
  const oneMissing = [
    [90, 30, 30, 30],
    [30, null, null, 17],
    [30, null, 12, 5],
    [30, 10, 12, 8],
  ];
  expect(findings(block(oneMissing))).toEqual([
    '01 channel web is exact (7 to 7)',
    '01 channel chat is exact (6 to 6)',
    '02 channel web is exact (13 to 13)',
  ]);
});

test('hidden counts that add up to little are narrow', () => {
  const narrow = [
    [90, 30, 30, 30],
    [30, null, null, 26],
    [30, null, null, 1],
    [30, 10, 17, 3],
  ];
  expect(findings(block(narrow))).toEqual([
    '02 channel wall is small (1 to 1)',
    '03 channel wall is small (3 to 3)',
    '01 channel web is narrow (1 to 3)',
    '01 channel chat is narrow (1 to 3)',
    '02 channel web is narrow (17 to 19)',
    '02 channel chat is narrow (10 to 12)',
  ]);
});

test('a hidden total is computed from the others', () => {
  const total = [[90, 30, 30, 30], [30, 10, 10, 10], [57, 20, 17, 20], [null]];
  expect(findings(block(total))).toContain('03 is exact (3 to 3)');
});

test('figures that do not add up are not trusted', () => {
  const wrong = [
    [90, 30, 30, 30],
    [30, 10, 10, 10],
    [30, 10, 10, 10],
    [30, 10, 10, 11],
  ];
  expect(findings(block(wrong))).toEqual(
    ['channel is contradiction (NaN to NaN)'].map((text) => `all ${text}`),
  );
});

test('a part is not told beside its hidden whole', () => {
  const reasons = block(
    [
      [90, null, null, 70],
      [90, null, null, 70],
    ],
    {
      rows: [{ id: 'all', parent: null }],
      facets: [
        { id: 'channel', threshold: 5, values: CHANNELS },
        { id: 'reason', threshold: 5, within: 'channel', values: ['web:price', 'wall:price'] },
      ],
    },
  );
  const price = { period: '2026-10', block: 'planted', row: 'all', facet: 'reason', measure: 'answers' };
  const cells = [
    ...reasons.cells.filter(({ row }) => row === 'all'),
    { ...price, value: 'web:price', n: 12 },
    { ...price, value: 'wall:price', n: 71 },
  ];
  expect(findings({ ...reasons, cells })).toEqual([
    'all reason web:price is narrow (12 to Infinity)',
    'all reason wall:price is contradiction (71 to 70)',
  ]);
});
