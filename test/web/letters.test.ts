import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadLetters } from '../../adapters/web/dashboard/outlines.ts';
import { figuresOf } from '../fixtures/figures.ts';
import { quietMonth } from '../fixtures/invented.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from './server.ts';

vi.mock(import('../../adapters/web/dashboard/outlines.ts'), async (load) => {
  const outlines = await load();
  return { ...outlines, loadLetters: vi.fn(outlines.loadLetters) };
});

let server: TestServer;
beforeAll(async () => {
  server = await startServer(realKnowledge(), { figures: figuresOf(quietMonth()) });
});
afterAll(() => server.close());

it('fonts that could not be read once are read for the next picture, and then no more', async () => {
  const letters = vi.mocked(loadLetters);
  letters.mockRejectedValueOnce(new Error('too many open files'));
  const status = async () => (await fetch(`${server.url}/en/dashboard/summary.png`)).status;
  expect(await status()).toBe(500);
  expect(await status()).toBe(200);
  expect(await status()).toBe(200);
  expect(letters).toHaveBeenCalledTimes(2);
});
