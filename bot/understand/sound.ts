import type { Bag } from './bag.ts';
import { normaliseForReading } from './normalise.ts';
import type { Reader } from './reader.ts';
import { divideKhmer, spellKhmer } from './romanise.ts';
import { skeleton, soundKeyBy } from './sound-key.ts';
import { addGrams, takeBag } from './tally.ts';

/** How a text sounds, in any script. Without spaces: romanised Khmer is divided anywhere. */
export interface Sound {
  /** As maps and road signs spell it. */
  readonly latin: string;
  /** The same for all spellings that sound alike, with the vowels of chat. */
  readonly key: string;
}

const PLAIN = 21;
const FOLDED = 22;
const SKELETON = 23;

export function soundOf(text: string, { segment, spellA, spellO, wordKey }: Reader): Sound {
  const pieces = divideKhmer(normaliseForReading(text), segment);
  const heard = spellKhmer(pieces, spellO);
  return { latin: joined(spellKhmer(pieces, spellA)), key: joined(soundKeyBy(wordKey, heard)) };
}

/** Grams of the letters, of the sound key and of its consonants. */
export function soundFeatures({ latin, key }: Sound, { tally }: Reader): Bag {
  addGrams(tally, PLAIN, latin, 2, 4, 0.3);
  addGrams(tally, FOLDED, key, 2, 4, 0.4);
  addGrams(tally, SKELETON, skeleton(key), 2, 3, 0.3);
  return takeBag(tally);
}

function joined(text: string): string {
  return text.replaceAll(' ', '');
}
