import type { Row } from './row.ts';
import { backlog } from './rows/backlog.ts';
import { batch } from './rows/batch.ts';
import { burst } from './rows/burst.ts';
import { clock } from './rows/clock.ts';
import { forgetting } from './rows/forgetting.ts';
import { fullDisk } from './rows/full-disk.ts';
import { kills, killsWithoutStore } from './rows/kills.ts';
import { outage } from './rows/outage.ts';
import { poison } from './rows/poison.ts';
import { power, powerWithoutFlush } from './rows/power.ts';
import { refusals } from './rows/refusals.ts';
import { repeated } from './rows/repeated.ts';
import { slowDisk, stalledDisk } from './rows/slow-disk.ts';
import { steps } from './rows/steps.ts';
import { stops } from './rows/stops.ts';
import { throws } from './rows/throws.ts';
import { SEVERAL } from './several/rows.ts';

/** Every row of the fault matrix that one node on SQLite can meet. */
const ALONE: readonly Row[] = [
  kills,
  killsWithoutStore,
  backlog,
  power,
  powerWithoutFlush,
  repeated,
  steps,
  fullDisk,
  slowDisk,
  stalledDisk,
  refusals,
  outage,
  batch,
  clock,
  stops,
  throws,
  poison,
  burst,
  forgetting,
];

/** Every row that is tested here, in the matrix' order. */
export const ROWS: readonly Row[] = [...ALONE, ...SEVERAL].toSorted(
  (one, other) => one.number - other.number,
);

/** Rows that are tested elsewhere, and where. */
export const ELSEWHERE: readonly {
  readonly number: number;
  readonly title: string;
  readonly where: string;
}[] = [
  { number: 16, title: 'a broken catalogue', where: 'test/server.test.ts, test/content/live.test.ts' },
  { number: 17, title: 'a damaged database, a torn log', where: 'test/store/sqlite.test.ts' },
  { number: 18, title: 'a second process on the same file', where: 'test/store/sqlite.test.ts' },
  { number: 20, title: 'an hour of load', where: 'npm run bench:soak' },
  {
    number: 21,
    title: 'an upgrade with open events',
    where: 'test/store/sqlite.test.ts, test/store/postgres-migrations.test.ts',
  },
];
