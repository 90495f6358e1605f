import { type Event, textOf } from './citizen.ts';

/** A word that citizens say who are forgotten, and that nobody else says. */
export const CANARY = 'kingfisher';
const DAY_MS = 86_400_000;

/** In one post: a question, "forget me", and a question that is open when that is heard. */
export function whoForgets(index: number): [Event, Event, Event] {
  const at = Date.now() - 3_600_000 + index * 60_000;
  const event = (place: number): Event => ({
    channel: 'messenger',
    conversation: `${CANARY}-${index}`,
    marker: 500_000 + index * 10 + place,
    kind: 'question',
    at: at + place * 2_000,
  });
  return [event(0), event(1), event(2)];
}

export const wordsOf = (event: Event): string =>
  event.marker % 10 === 1 ? 'forget me' : `${CANARY}, ${textOf(event)}`;

/** Statements that plant what is older than everything that is kept; the values stand where a `?` is. */
export function oldRows(): { readonly statement: string; readonly values: readonly (string | number)[] }[] {
  const at = Date.now() - 100 * DAY_MS;
  return [
    {
      statement: 'INSERT INTO conversation (id, channel, memory, heard_at) VALUES (?, ?, ?, ?)',
      values: [`telegram/${CANARY}`, 'telegram', CANARY, at],
    },
    {
      statement: `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
        VALUES ('in', 'telegram', ?, ?, 'old', 1, ?)`,
      values: [CANARY, CANARY, at],
    },
    {
      statement: `INSERT INTO record (at, kind, channel, locale, catalogue_version, fields)
        VALUES (?, 'old', 'x', 'km', 'v', ?)`,
      values: [at, JSON.stringify({ text: CANARY })],
    },
  ];
}
