/** Endings that English puts on a word without making it another one. */
const ENDING = /(?:ing|ed|es|ly|s|e|y)$/u;
const SHORTEST_WITH_ENDING = 5;

/** The part of a word that its English forms have in common: register, registers, registering. Rough, and enough. */
export function stem(word: string): string {
  return word.length < SHORTEST_WITH_ENDING ? word : word.replace(ENDING, '');
}
