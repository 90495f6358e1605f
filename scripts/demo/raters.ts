import type { AnswerRecord } from '../../bot/index.ts';
import type { Chance } from '../faults/chance.ts';
import { apportion } from './apportion.ts';
import { shuffle } from './deck.ts';
import { CHANNELS, LANGUAGES } from './visitors.ts';
import type { Visit } from './visits.ts';

/** A visit and what was asked in it. */
export interface Asked {
  readonly visit: Visit;
  readonly answers: readonly AnswerRecord[];
}

/** Figures under five are hidden: where there are enough, no channel and no language has so few. */
const LEAST = 5;

/** So many visits by different visitors, each with an answer, of every channel and language as many as it should be. */
export function raters(chance: Chance, asked: readonly Asked[], wanted: number): readonly Asked[] {
  const channels = quota(CHANNELS, wanted);
  const languages = quota(LANGUAGES, wanted);
  const chosen = new Map<object, Asked>();
  const candidates = shuffle(
    chance,
    asked.filter(({ answers }) => answers.length > 0),
  );
  const choose = (isWanted: (one: Asked) => boolean) => {
    for (const one of candidates)
      if (chosen.size < wanted && !chosen.has(one.visit.visitor) && isWanted(one))
        chosen.set(one.visit.visitor, one);
  };
  choose(({ visit: { visitor } }) => {
    const isLeft = channels.get(visitor.channel)! > 0 && languages.get(visitor.locale)! > 0;
    if (isLeft) channels.set(visitor.channel, channels.get(visitor.channel)! - 1);
    if (isLeft) languages.set(visitor.locale, languages.get(visitor.locale)! - 1);
    return isLeft;
  });
  choose(() => true);
  if (chosen.size < wanted) throw new Error('There are more ratings than visitors who could give them.');
  return [...chosen.values()];
}

function quota(shares: readonly (readonly [string, number])[], wanted: number): Map<string, number> {
  const counts = apportion(
    wanted,
    shares.map(([, share]) => share),
    LEAST,
  );
  return new Map(shares.map(([name], at) => [name, counts[at]!]));
}
