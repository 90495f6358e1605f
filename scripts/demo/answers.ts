import { type AnsweredAspect, type AnswerRecord, type Band, decode } from '../../bot/index.ts';
import type { Chance } from '../faults/chance.ts';
import type { Country } from './country.ts';
import { type Card, createDeck, ranked } from './deck.ts';

const OUTCOMES: readonly Card<AnswerRecord['outcome']>[] = [
  ['answered', 0.86],
  ['clarified', 0.08],
  ['unanswered', 0.06],
];
const ASKED: readonly Card<AnsweredAspect>[] = [
  ['fee', 0.36],
  ['documents', 0.22],
  ['card', 0.13],
  ['where', 0.11],
  ['time', 0.09],
  ['steps', 0.05],
  ['validity', 0.025],
  ['legal', 0.015],
];
/** How sure the villager was, by how it ended. */
const BANDS: Readonly<Record<AnswerRecord['outcome'], readonly Card<Band>[]>> = {
  answered: [
    ['sure', 0.84],
    ['likely', 0.16],
  ],
  clarified: [
    ['likely', 0.7],
    ['unsure', 0.3],
  ],
  unanswered: [['unsure', 1]],
};
const SLOPE = 0.8;
/** Demand for a service goes up and down from month to month by so much. */
const WAVE = 0.3;
const NEXT_SERVICE = 0.35;

/** Invents what a visit of a month asks: mostly several things about one service, first the one of the poster. */
export function createAnswers(
  chance: Chance,
  { services }: Country,
): (count: number, entry: string | undefined) => readonly AnswerRecord[] {
  const wave = () => 1 + WAVE * (2 * chance.next() - 1);
  const serviceOf = createDeck(
    chance,
    ranked(services, SLOPE).map(([service, weight]): Card<string> => [service, weight * wave()]),
  );
  const outcomeOf = createDeck(chance, OUTCOMES);
  const aspectOf = createDeck(chance, ASKED);
  const bandOf = {
    answered: createDeck(chance, BANDS.answered),
    clarified: createDeck(chance, BANDS.clarified),
    unanswered: createDeck(chance, BANDS.unanswered),
  };
  return (count, entry) => {
    let service = openedBy(entry) ?? serviceOf();
    return Array.from({ length: count }, (_, nth) => {
      const outcome = outcomeOf();
      const band = bandOf[outcome]();
      if (outcome !== 'answered') return { kind: 'answer', outcome, band };
      if (nth > 0 && chance.next() < NEXT_SERVICE) service = serviceOf();
      return { kind: 'answer', outcome, service, aspect: aspectOf(), band };
    });
  };
}

function openedBy(entry: string | undefined): string | undefined {
  const action = entry === undefined ? undefined : decode(entry);
  return action?.kind === 'service' ? action.service : undefined;
}
