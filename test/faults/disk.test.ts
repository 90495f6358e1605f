import { fullDisk } from '../../scripts/faults/rows/full-disk.ts';
import { power, powerWithoutFlush } from '../../scripts/faults/rows/power.ts';
import { stalledDisk } from '../../scripts/faults/rows/slow-disk.ts';
import { testRows } from './rows.ts';

testRows('a disk that fails', [power, powerWithoutFlush, fullDisk, stalledDisk]);
