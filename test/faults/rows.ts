import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Compiled, compile } from '../../scripts/faults/compile.ts';
import type { Row } from '../../scripts/faults/row.ts';

const SEED = 1;
/** Of the first row; all rows together kill more than twice as often. */
const KILLS = 12;
/** Many starts of a server, beside other tests. */
const TIMEOUT_MS = 240_000;

/** The bounded part of rows of the fault matrix, as tests; `npm run test:faults` does all of it. */
export function testRows(name: string, rows: readonly Row[]): void {
  describe.concurrent(name, () => {
    let compiled: Compiled;
    beforeAll(async () => {
      compiled = await compile();
    });
    afterAll(() => compiled.remove());
    for (const { number, title, run, hindered } of rows)
      test(`row ${number}: ${title}`, { timeout: TIMEOUT_MS }, async ({ skip }) => {
        const hindrance = hindered?.();
        if (hindrance !== undefined) skip(hindrance);
        await run({ compiled, seed: SEED, kills: KILLS, whole: false });
      });
  });
}
