import { restart } from '../../scripts/faults/several/rows/restart.ts';
import { silentWire } from '../../scripts/faults/several/rows/silent-wire.ts';
import { slowWire } from '../../scripts/faults/several/rows/slow-wire.ts';
import { upgrade } from '../../scripts/faults/several/rows/upgrade.ts';
import { testRows } from './rows.ts';

// Those that wait longest come first.
testRows('several servers whose PostgreSQL fails, is far away, or is changed under them', [
  silentWire,
  upgrade,
  restart,
  slowWire,
]);
