import { batch } from '../../scripts/faults/rows/batch.ts';
import { clock } from '../../scripts/faults/rows/clock.ts';
import { forgetting } from '../../scripts/faults/rows/forgetting.ts';
import { outage } from '../../scripts/faults/rows/outage.ts';
import { refusals } from '../../scripts/faults/rows/refusals.ts';
import { repeated } from '../../scripts/faults/rows/repeated.ts';
import { throws } from '../../scripts/faults/rows/throws.ts';
import { testRows } from './rows.ts';

// They wait more than they work: those that wait longest come first.
testRows('platforms that fail, repeat themselves and pile up; clocks that jump; what is to be forgotten', [
  outage,
  forgetting,
  batch,
  refusals,
  repeated,
  clock,
  throws,
]);
