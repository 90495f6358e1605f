import { createChance } from '../faults/chance.ts';

const DIFFERENCE = 0.45;
const DRIFT = 0.3;

/** How an office is liked beside others, around zero: each has its own level, and changes slowly, for better or worse. */
export function moodOf(office: string, age: number): number {
  const own = createChance(numberOf(office));
  const [level, drift] = [own.next() - 0.5, own.next() - 0.5];
  return 2 * DIFFERENCE * level + 2 * DRIFT * drift * (2 * age - 1);
}

/** FNV-1a: the same number for the same name. */
function numberOf(name: string): number {
  let number = 0x811c9dc5;
  for (const letter of name) number = Math.imul(number ^ letter.charCodeAt(0), 0x01000193);
  return number >>> 0;
}
