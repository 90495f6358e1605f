import { z } from 'zod';
import { Phrases } from './text.ts';

/** `content/rating.yaml`: how citizens answer the questions of a rating in their own words. */
export const RatingWords = z.strictObject({
  asks: Phrases,
  liking: z.strictObject({
    like: Phrases,
    acceptable: Phrases,
    dislike: Phrases,
    praise: Phrases,
    fault: Phrases,
    doubt: Phrases,
  }),
  reason: z.strictObject({
    price: Phrases,
    waiting: Phrases,
    staff: Phrases,
    documents: Phrases,
    place: Phrases,
    other: Phrases,
  }),
  done: Phrases,
  gender: z.strictObject({ female: Phrases, male: Phrases, other: Phrases, none: Phrases }),
});
export type RatingWords = z.output<typeof RatingWords>;
