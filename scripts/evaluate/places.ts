import { readFileSync } from 'node:fs';
import { indexNames, rankNames } from '../../bot/index.ts';
import type { Share } from './questions.ts';

/** Does each place name in official Latin letters find its Khmer name? An equal Khmer name counts. Columns: code, km, latin. */
export function findPlaces(file: string): { readonly first: Share; readonly firstFive: Share } {
  const rows = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  const named = rows.filter(([, km, latin]) => km && latin);
  const index = indexNames(named.map(([, km]) => km!));
  const ranks = named.map(([, km, latin]) => rankNames(index, latin!).findIndex(({ name }) => name === km));
  const within = (most: number): Share => ({
    hits: ranks.filter((rank) => rank >= 0 && rank < most).length,
    of: named.length,
  });
  return { first: within(1), firstFive: within(5) };
}
