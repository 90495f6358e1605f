import type { Aspect } from '../catalogue/index.ts';
import type { Band, Gender, Liking, Reason } from './codes.ts';

/** What was asked about a service; `card`: all of it. */
export type AnsweredAspect = Aspect | 'card';

/** How a question ended. Two aspects in one message are two answers. */
export interface AnswerRecord {
  readonly kind: 'answer';
  readonly outcome: 'answered' | 'clarified' | 'unanswered';
  readonly service?: string;
  readonly aspect?: AnsweredAspect;
  readonly band: Band;
}

/** Something that happened and is only counted. `prompt`: it was asked whether a service was used. */
export interface OccurrenceRecord {
  readonly kind: 'occurrence';
  readonly what: 'prompt' | 'content_report' | 'complaint' | 'ticket_lookup' | 'handover';
  readonly service?: string;
}

/** What a citizen says of one office. */
export interface RatingRecord {
  readonly kind: 'rating';
  /** The kind of office, such as `district-owso`, and the place it stands in, by its code. */
  readonly office: string;
  readonly place: string;
  readonly service?: string;
  readonly liking: Liking;
  readonly reasons: readonly Reason[];
  readonly gender?: Gender;
  /** It was asked for, and not offered from the menu. */
  readonly prompted: boolean;
  /** On which day it was begun, as 2026-11-20: all that is said of it later is said of that day's rating. */
  readonly day: string;
}

/** What a citizen typed, scrubbed, for the editors. `chosen`: what was asked back, and the service that was meant. */
export interface TextRecord {
  readonly kind: 'text';
  readonly about: 'content_report' | 'unanswered' | 'clarified' | 'chosen';
  readonly text: string;
  readonly service?: string;
}

/** What is kept of a turn: anonymous facts, never who said it. */
export type TurnRecord = AnswerRecord | OccurrenceRecord | RatingRecord | TextRecord;
