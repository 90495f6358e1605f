import { steps } from '../../scripts/faults/rows/steps.ts';
import { testRows } from './rows.ts';

testRows('a server that dies at the worst moment', [steps]);
