import { parse } from '../content/parse.ts';
export const parsed = parse('a', 'b');
