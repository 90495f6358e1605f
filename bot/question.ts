import type { Aspect, Intent } from './catalogue/index.ts';
import type { Knowledge } from './knowledge.ts';
import { aspectChances } from './understand/aspect-model.ts';
import { withoutCourtesy } from './understand/courtesy.ts';
import { cuedAspects } from './understand/cues.ts';
import { decide } from './understand/decide.ts';
import { topicOf } from './understand/lessons.ts';
import { normalise } from './understand/normalise.ts';
import { namesNothing } from './understand/phrasing.ts';
import { withoutPlaces } from './understand/places.ts';
import { type Candidate, rank } from './understand/rank.ts';

/** What a question is about. */
export type Meaning =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'choices'; readonly services: readonly string[] }
  /** `about`: the service that a complaint or the wish to rate names. */
  | { readonly kind: 'intent'; readonly intent: Intent; readonly about?: string }
  /** An aspect of something that is not named: "and how long?" */
  | { readonly kind: 'follow-up' }
  /** Not ours. `near`: the services that came closest. */
  | { readonly kind: 'nothing'; readonly near: readonly string[] };

export interface Question {
  readonly text: string;
  readonly meaning: Meaning;
  /** How sure the meaning is, 0 to 1. */
  readonly confidence: number;
  /** What is asked about it, in the order it was asked; empty: the whole card. */
  readonly aspects: readonly Aspect[];
  /** The aspect was asked in so many words, not only guessed from the whole. */
  readonly cued: boolean;
  readonly candidates: readonly Candidate[];
}

/** An aspect this likely is answered alone instead of the whole card. */
const SURE_OF_ASPECT = 0.4;
/** An intent below this is a guess, and a wrong one is worse than asking. */
const SURE_OF_INTENT = 0.45;

/**
 * One question; read as it stands and, where that says little, without its greeting and without the places in
 * it: the surest reading counts.
 */
export function question(knowledge: Knowledge, text: string): Question {
  const { lessons } = knowledge;
  const plain = withoutCourtesy(lessons.courtesy, text);
  const best = surest(knowledge, text, [() => plain, () => withoutPlaces(lessons.places, plain)]);
  const aspects = aspectsOf(knowledge, text);
  const cued = cuedAspects(lessons.aspects.cues, text).length > 0;
  const asked = best.meaning.kind === 'intent' ? [] : aspects.length > 0 ? aspects : best.aspects;
  const namesNothingNew =
    best.meaning.kind === 'nothing' && aspects.length > 0 && namesNothing(knowledge.phrasing, [], plain);
  return {
    ...best,
    text,
    cued,
    aspects: asked,
    meaning: namesNothingNew ? { kind: 'follow-up' } : best.meaning,
  };
}

type Reading = Omit<Question, 'text' | 'cued'>;

/** From here on no other reading could say it better. */
const SURE_OF_READING = 0.8;

/** The readings after the first are normalised: one that says nothing new is not ranked again. */
function surest(knowledge: Knowledge, whole: string, shorter: readonly (() => string)[]): Reading {
  let best = read(knowledge, whole);
  const seen = new Set([normalise(whole)]);
  for (const shorten of shorter) {
    if (best.confidence >= SURE_OF_READING) return best;
    const text = shorten();
    if (seen.has(text)) continue;
    seen.add(text);
    const other = read(knowledge, text);
    if (other.confidence > best.confidence) best = other;
  }
  return best;
}

function read(knowledge: Knowledge, text: string): Reading {
  const ranking = rank(knowledge.lessons.topics, text);
  const { decision, p } = decide(ranking);
  const base = { confidence: p, candidates: ranking.candidates, aspects: [] };
  const topics = ranking.candidates.map(({ label }) => topicOf(label));
  const services = topics.flatMap((topic) => (topic.kind === 'service' ? [topic.service] : []));
  const nothing: Reading = { ...base, meaning: { kind: 'nothing', near: services.slice(0, 5) } };
  const wish = wishAbout(ranking.candidates, p);
  if (wish) return { ...base, confidence: Math.max(p, SURE_OF_INTENT), meaning: { kind: 'intent', ...wish } };
  const best = topics[0];
  if (!best || decision === 'abstain') return nothing;
  switch (best.kind) {
    case 'outside':
      return nothing;
    case 'intent':
      return p < SURE_OF_INTENT ? nothing : { ...base, meaning: { kind: 'intent', intent: best.intent } };
    case 'aspect':
      return decision === 'answer'
        ? { ...base, aspects: [best.aspect], meaning: { kind: 'follow-up' } }
        : nothing;
    case 'service':
      return {
        ...base,
        meaning:
          decision === 'answer'
            ? { kind: 'service', service: best.service }
            : { kind: 'choices', services: services.slice(0, 3) },
      };
  }
}

/** How near the first two candidates must be to be meant both. */
const AS_NEAR = 0.8;

/**
 * Wishes that name a service although they ask nothing about it, and how sure they must be: a complaint is heard in any
 * case, a rating where it is as sure as other wishes.
 */
const ABOUT_A_SERVICE: Readonly<Partial<Record<Intent, number>>> = { complaint: 0, rate: SURE_OF_INTENT };

/**
 * "They asked me 10 dollars for an ID card", "rate the place where I made my passport": such a wish and a service, one
 * as near as the other.
 */
function wishAbout(
  [first, second]: readonly Candidate[],
  p: number,
): { readonly intent: Intent; readonly about: string } | undefined {
  if (!first || !second || second.score < AS_NEAR * first.score) return undefined;
  const topics = [topicOf(first.label), topicOf(second.label)];
  const intent = topics.flatMap((topic) => (topic.kind === 'intent' ? [topic.intent] : []))[0];
  const about = topics.flatMap((topic) => (topic.kind === 'service' ? [topic.service] : []))[0];
  if (intent === undefined || about === undefined) return undefined;
  return p >= (ABOUT_A_SERVICE[intent] ?? Number.POSITIVE_INFINITY) ? { intent, about } : undefined;
}

/** The aspect asked: the one the whole question sounds like, else the only one it names in so many words. */
function aspectsOf({ lessons }: Knowledge, text: string): Aspect[] {
  const best = aspectChances(lessons.aspects, text)[0];
  if (best && best.aspect !== 'general' && best.chance >= SURE_OF_ASPECT) return [best.aspect];
  const cued = [...new Set(cuedAspects(lessons.aspects.cues, text))];
  return cued.length === 1 ? cued : [];
}
