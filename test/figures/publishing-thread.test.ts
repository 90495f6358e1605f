import { expect, test } from 'vitest';
import { publishingThread } from '../../adapters/figures/publishing-thread.ts';
import { type PublishedBlock, publish, rollUp } from '../../bot/index.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { twoFacets } from './random.ts';

const WORKER = WORKERS.publishing;
const NEVER = new AbortController().signal;
const counted = rollUp(
  twoFacets,
  ['0101', '0102', '0201'].map((place, at) => ({ place, channel: 'web', answers: 3 + 20 * at })),
  '2026-10',
);
const linked = { ...twoFacets, shownBy: [{ block: 'other', row: 'all', facets: [] }] };

test('a thread publishes what the core does, and refuses what it does', async () => {
  const inThread = publishingThread(WORKER, NEVER);
  const here = publish(twoFacets, counted) as PublishedBlock;
  expect(here.cells.some(({ n }) => n === null)).toBe(true);
  expect(await inThread(twoFacets, counted, [])).toEqual(here);
  expect(await inThread(linked, counted, [])).toEqual({ refused: 'link-missing' });
});

test('what goes wrong in it is told', async () => {
  const broken = { ...counted, rows: 'none' as never };
  await expect(publishingThread(WORKER, NEVER)(twoFacets, broken, [])).rejects.toThrow(/rows/);
});

test('it is given up when the server stops', async () => {
  const end = new AbortController();
  const published = publishingThread(WORKER, end.signal)(twoFacets, counted, []);
  end.abort();
  await expect(published).rejects.toThrow('the thread ended before it had published');
});
