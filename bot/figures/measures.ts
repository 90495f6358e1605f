/** No percentage is told of fewer: it would say more about chance than about the service. */
export const FEWEST = 30;

/** The normal quantile of a two-sided 95 % interval. */
const Z95 = 1.959964;

/** Where a share may well lie, from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share of `n`, with its 95 % interval; or too few to tell. */
export type Share = ({ readonly share: number; readonly n: number } & Interval) | 'too-few';

/**
 * The score interval of a share (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
 * Inference", JASA 22, 1927). Unlike the textbook's it never leaves 0 to 1 and holds near both ends.
 */
export function wilson(successes: number, n: number, z = Z95): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = successes / n;
  const squared = (z * z) / n;
  const centre = share + squared / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / n + squared / (4 * n));
  return {
    low: Math.max(0, (centre - reach) / (1 + squared)),
    high: Math.min(1, (centre + reach) / (1 + squared)),
  };
}

function shareOf(part: number, n: number): Share {
  return n < FEWEST ? 'too-few' : { share: part / n, n, ...wilson(part, n) };
}

/** How many like the service, of all who rated it: "acceptable" is an answer of its own, never a like. */
export const satisfaction = ({
  like,
  acceptable,
  dislike,
}: {
  readonly like: number;
  readonly acceptable: number;
  readonly dislike: number;
}): Share => shareOf(like, like + acceptable + dislike);

/** How many of the questions for a rating were followed by one. */
export const responseRate = (prompted: number, prompts: number): Share => shareOf(prompted, prompts);

interface Questions {
  readonly answered: number;
  readonly clarified: number;
  readonly unanswered: number;
}

const asked = ({ answered, clarified, unanswered }: Questions): number => answered + clarified + unanswered;

/** How many questions were answered at once. */
export const answerRate = (questions: Questions): Share => shareOf(questions.answered, asked(questions));

/** How many questions the bot had to admit not to understand. */
export const missRate = (questions: Questions): Share => shareOf(questions.unanswered, asked(questions));
