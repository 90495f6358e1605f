import { backlog } from '../../scripts/faults/rows/backlog.ts';
import { kills, killsWithoutStore } from '../../scripts/faults/rows/kills.ts';
import { stops } from '../../scripts/faults/rows/stops.ts';
import { testRows } from './rows.ts';

testRows('a server that ends, wanted or not', [kills, killsWithoutStore, backlog, stops]);
