import type { Row } from '../row.ts';
import { crashes, crashesWithoutFlush } from './rows/crashes.ts';
import { forgetting } from './rows/forgetting.ts';
import { handover } from './rows/handover.ts';
import { kills } from './rows/kills.ts';
import { polling } from './rows/polling.ts';
import { repeated } from './rows/repeated.ts';
import { restart } from './rows/restart.ts';
import { rolling } from './rows/rolling.ts';
import { silentWire } from './rows/silent-wire.ts';
import { slowWire } from './rows/slow-wire.ts';
import { deaths, standstills } from './rows/takeovers.ts';
import { upgrade } from './rows/upgrade.ts';

/** Every row of the fault matrix that several nodes on PostgreSQL meet, in the matrix' order. */
export const SEVERAL: readonly Row[] = [
  kills,
  repeated,
  crashes,
  crashesWithoutFlush,
  restart,
  slowWire,
  silentWire,
  deaths,
  standstills,
  handover,
  polling,
  rolling,
  upgrade,
  forgetting,
];
