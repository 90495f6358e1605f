import { addGrams, type Bag } from './bag.ts';
import { normaliseForReading } from './normalise.ts';
import { romanise } from './romanise.ts';
import { skeleton, soundKey } from './sound-key.ts';

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

export function soundOf(text: string): Sound {
  const read = normaliseForReading(text);
  return { latin: joined(romanise(read, 'a')), key: joined(soundKey(romanise(read, 'o'))) };
}

/** Grams of the letters, of the sound key and of its consonants. */
export function soundFeatures({ latin, key }: Sound): Bag {
  const bag: Bag = new Map();
  addGrams(bag, PLAIN, latin, 2, 4, 0.3);
  addGrams(bag, FOLDED, key, 2, 4, 0.4);
  addGrams(bag, SKELETON, skeleton(key), 2, 3, 0.3);
  return bag;
}

function joined(text: string): string {
  return text.replaceAll(' ', '');
}
