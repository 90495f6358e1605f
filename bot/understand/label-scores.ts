import { type ChannelScores, hearChannel } from './channel.ts';
import type { RankerData } from './ranker.ts';
import type { Reader } from './reader.ts';
import type { Reading } from './reading.ts';
import { soundFeatures, soundOf } from './sound.ts';
import { type WordScores, wordScores } from './word-index.ts';

/** What the channels say of one question, and the blend of it. One number for each label, the none class last. */
export interface LabelScores {
  readonly blend: Float32Array;
  readonly spelling: ChannelScores;
  readonly words: WordScores;
  readonly sound: ChannelScores | undefined;
}

const WORDS = 0.3;
const CENTRE = 0.5;
/** The sound of a Latin question: nearly everything when it is Khmer, little when it is English. */
const SOUND_OF_KHMER = 1.4;
const SOUND_OF_ENGLISH = 0.2;

export function scoreLabels(data: RankerData, reading: Reading, text: string, reader: Reader): LabelScores {
  const spelling = hearChannel(data.spelling, data.labelOf, reading.spelling);
  const words = wordScores(data.words, reading.words);
  const sound =
    data.sound && reading.hasLatin
      ? hearChannel(data.sound, data.labelOf, soundFeatures(soundOf(text, reader), reader))
      : undefined;
  const loudness = reading.soundsKhmer ? SOUND_OF_KHMER : SOUND_OF_ENGLISH;
  const blend = spelling.attraction.map((attraction, label) => {
    const written = attraction + WORDS * words.scores[label]! + CENTRE * spelling.centre[label]!;
    return sound ? written + loudness * (sound.attraction[label]! + CENTRE * sound.centre[label]!) : written;
  });
  return { blend, spelling, words, sound };
}
