import type { Say } from '../../bot/index.ts';

/** The words that Messenger needs beside what was said, in one language. */
export interface Labels {
  /** The button under a card that stands for a choice. */
  readonly choose: string;
}

export const labelsOf = (say: Say): Labels => ({ choose: say('messenger.choose') });
