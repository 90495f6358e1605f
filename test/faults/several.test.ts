import { crashes, crashesWithoutFlush } from '../../scripts/faults/several/rows/crashes.ts';
import { forgetting } from '../../scripts/faults/several/rows/forgetting.ts';
import { handover } from '../../scripts/faults/several/rows/handover.ts';
import { kills } from '../../scripts/faults/several/rows/kills.ts';
import { polling } from '../../scripts/faults/several/rows/polling.ts';
import { repeated } from '../../scripts/faults/several/rows/repeated.ts';
import { rolling } from '../../scripts/faults/several/rows/rolling.ts';
import { deaths, standstills } from '../../scripts/faults/several/rows/takeovers.ts';
import { testRows } from './rows.ts';

// Those that wait longest come first.
testRows('several servers on one PostgreSQL', [
  standstills,
  polling,
  handover,
  forgetting,
  rolling,
  deaths,
  kills,
  crashes,
  crashesWithoutFlush,
  repeated,
]);
