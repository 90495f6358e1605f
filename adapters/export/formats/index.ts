import type { Format } from '../table.ts';
import { csv } from './csv.ts';
import { jsonl } from './jsonl.ts';
import { xlsx } from './xlsx.ts';

/** How an export can be written. One more is a file and a line. */
export const FORMATS: readonly Format[] = [csv, xlsx, jsonl];
