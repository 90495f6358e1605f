import { z } from 'zod';
import { ASPECTS } from './service.ts';
import { Id, Phrases, ShortText, Text } from './text.ts';

/** Messages that are not about a service. `feedback`: an opinion about the answer, such as "your price is wrong"; `rate`: about an office. */
export const INTENTS = [
  'greeting',
  'thanks',
  'help',
  'language',
  'office',
  'track',
  'complaint',
  'feedback',
  'rate',
  'restart',
  'forget',
] as const;
export type Intent = (typeof INTENTS)[number];

/** `content/aspects/<name>.yaml`: how people ask for one aspect. `cues` are parts of a question, `examples` whole short questions without a service. */
export const AspectWords = z.strictObject({
  id: z.enum(ASPECTS),
  name: Text,
  short: ShortText,
  cues: Phrases,
  examples: Phrases,
});
export type AspectWords = z.output<typeof AspectWords>;

/** `content/intents/<name>.yaml`: how people say it. */
export const IntentWords = z.strictObject({ id: z.enum(INTENTS), examples: Phrases });
export type IntentWords = z.output<typeof IntentWords>;

/** One meaning with all the words for it, in any script: everyday words, misspellings, Latin spellings. */
export const GlossaryEntry = z.strictObject({ id: Id, words: z.array(z.string().trim().min(1)).min(2) });
export type GlossaryEntry = z.output<typeof GlossaryEntry>;

/** Matters that no service of the catalogue covers, so that the villager says so instead of guessing. */
export const OutOfScope = z.strictObject({ id: Id, name: Text, examples: Phrases });
export type OutOfScope = z.output<typeof OutOfScope>;
