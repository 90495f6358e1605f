import { emptyTable, type FeatureTable } from './feature-table.ts';
import { normalise } from './normalise.ts';
import { remember } from './remember.ts';
import { spell } from './romanise.ts';
import { segment } from './segment.ts';
import { wordKey } from './sound-key.ts';
import { createTally, type Tally } from './tally.ts';

/** What reading needs at hand: room to count in, and the words it has met. One for a whole catalogue, or for one question. */
export interface Reader {
  readonly tally: Tally;
  readonly words: FeatureTable;
  /** As `normalise`. */
  readonly normalise: (text: string) => string;
  /** As `segment`. */
  readonly segment: (phrase: string) => readonly string[];
  /** As `wordKey`. */
  readonly wordKey: (word: string) => string;
  /** As `spell` with a, and with o. */
  readonly spellA: (word: string) => string;
  readonly spellO: (word: string) => string;
}

export function createReader(): Reader {
  return {
    tally: createTally(),
    words: emptyTable(),
    normalise: remember(normalise),
    segment: remember(segment),
    wordKey: remember(wordKey),
    spellA: remember((word) => spell(word, 'a')),
    spellO: remember((word) => spell(word, 'o')),
  };
}
