import { describe, test } from 'vitest';
import type { Row } from '../../scripts/faults/row.ts';
import { COMPILED } from '../fixtures/compiled.ts';

const SEED = 1;
/** Of the first row; all rows together kill more than twice as often. */
const KILLS = 12;
/** Many starts of a server, beside other tests. */
const TIMEOUT_MS = 240_000;

/** The bounded part of rows of the fault matrix, as tests; `npm run test:faults` does all of it. */
export function testRows(name: string, rows: readonly Row[]): void {
  describe.concurrent(name, () => {
    for (const { number, title, run, hindered } of rows)
      test(`row ${number}: ${title}`, { timeout: TIMEOUT_MS }, async ({ skip }) => {
        const hindrance = hindered?.();
        if (hindrance !== undefined) skip(hindrance);
        await run({ compiled: COMPILED, seed: SEED, kills: KILLS, whole: false });
      });
  });
}
