/** Small words that English questions are full of and that romanised Khmer does not use. */
const SMALL_WORDS = new Set(
  (
    'a an the is are was were be been am do does did done has have had can could will would should may might must ' +
    'i you he she it we they me my your his her our their this that these those what which who when where why how ' +
    'to of in on at for from by with about without after before into over if or and but not no yes as than then ' +
    'get got make need want know tell give take much many long please there here any some all out up down im dont ' +
    'cant its whats just like use new old'
  ).split(' '),
);

/** The share of the Latin words that only English uses; 0 when there are none. */
export function englishShare(words: readonly string[]): number {
  if (words.length === 0) return 0;
  return words.filter((word) => SMALL_WORDS.has(word)).length / words.length;
}
