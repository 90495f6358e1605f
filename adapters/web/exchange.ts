import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { HeardActivity } from '../channel.ts';
import { eventKey } from '../event-key.ts';
import type { IntakeParts } from '../intake.ts';
import { readMemory } from '../memory.ts';
import { KEPT } from '../retention.ts';
import type { InboxEvent, Store } from '../store.ts';
import type { Incoming } from './incoming.ts';
import { Refusal } from './refusal.ts';
import type { Spoken } from './spoken.ts';
import { answerTo, type Thread } from './threads.ts';
import type { Waiting } from './waiting.ts';

export const WEB = 'web';

/** What came back to one message: where it belongs, and what was said. */
export interface Answer {
  readonly conversation: string;
  readonly spoken: readonly Spoken[];
}

/** Takes one message and gives the answer; the conversation goes on under the id that the answer names. */
export type Exchange = (incoming: Incoming) => Promise<Answer>;

export interface ExchangeParts {
  readonly store: Pick<Store, 'accept' | 'memory'>;
  readonly waiting: Waiting;
  /** Makes the ids of conversations unguessable. */
  readonly secret: string;
  readonly now: () => number;
  /** There are new events in the inbox. */
  readonly onAccepted: () => void;
  readonly observe?: IntakeParts['observe'];
}

/** Shorter ids are counted or guessed, and whoever guesses one would land in somebody else's conversation. */
const LEAST_ID = 16;

/** What ids that we gave are made of. */
const OURS = /^[\w-]+$/;

/** What the page shows of a conversation; undefined when there is none under this id. Rejects with a refusal. */
export async function findThread(
  store: Pick<Store, 'memory'>,
  id: string | undefined,
): Promise<Thread | undefined> {
  if (id === undefined || !OURS.test(id)) return undefined;
  const written = await store.memory(`${WEB}/${id}`).catch((error: unknown) => {
    throw notNow(error);
  });
  return written === undefined ? undefined : (readMemory(written).thread as Thread | undefined);
}

/**
 * The web's way to the villager: the message goes into the inbox, and the request waits for its turn. A message that
 * comes twice is answered once, also the first of a conversation, also when the server was restarted in between.
 */
export function createExchange(parts: ExchangeParts): Exchange {
  const { store, waiting, secret, now, onAccepted, observe } = parts;
  return async (incoming) => {
    const known = await findThread(store, incoming.conversation?.id);
    const conversation = known ? String(incoming.conversation?.id) : idFor(incoming, secret, now());
    return answerIn(conversation, incoming, known);
  };

  async function answerIn(
    conversation: string,
    incoming: Incoming,
    thread: Thread | undefined,
  ): Promise<Answer> {
    const events = eventsOf(conversation, incoming, thread);
    const { key } = events.at(-1)!;
    const before = answerTo(thread ?? (await findThread(store, conversation)), key);
    if (before) return { conversation, spoken: before };
    const turn = waiting.until(key);
    try {
      const isFresh = await store.accept(events, now());
      const fresh = isFresh.filter(Boolean).length;
      observe?.({ channel: WEB, fresh, repeated: events.length - fresh, flooding: 0 });
    } catch (error) {
      waiting.tell(key, undefined);
      throw notNow(error);
    }
    onAccepted();
    const memory = await turn;
    // Told by another process, or while nobody was listening: it stands in the conversation.
    const written = memory ?? (await store.memory(`${WEB}/${conversation}`));
    const spoken = written && answerTo(readMemory(written).thread as Thread | undefined, key);
    if (spoken) return { conversation, spoken };
    throw tooSlow();
  }
}

/** A message, and in front of it what the citizen saw before, when that has not been said in this thread yet. */
function eventsOf(conversation: string, incoming: Incoming, thread: Thread | undefined): InboxEvent[] {
  const { channelData, conversation: _, id = randomUUID(), ...said } = incoming;
  const opening = channelData?.opening;
  const isOpened = opening !== undefined && (opening !== '' || (thread?.entries.length ?? 0) === 0);
  const event = (part: string, activity: HeardActivity): InboxEvent => ({
    channel: WEB,
    conversation: `${WEB}/${conversation}`,
    key: eventKey(WEB, conversation, `${part}${id}`),
    activity,
  });
  const arrival: HeardActivity = {
    type: 'event',
    name: 'arrive',
    ...(opening ? { value: opening } : {}),
    ...(said.locale ? { locale: said.locale } : {}),
  };
  return [...(isOpened ? [event('opening ', arrival)] : []), event('', said as HeardActivity)];
}

const newId = (): string => randomBytes(16).toString('base64url');

/**
 * Where a first message belongs. When its answer got lost and it comes again, it is found again: the words belong
 * to it, other words under the same id are another citizen's. Once its conversation is over, it opens another one.
 */
function idFor({ id, text, value }: Incoming, secret: string, now: number): string {
  if (id === undefined || id.length < LEAST_ID) return newId();
  const era = Math.floor(now / KEPT.webConversations);
  const words = JSON.stringify(['first message', era, id, text, value]);
  return createHmac('sha256', secret).update(words).digest('base64url').slice(0, 22);
}

const tooSlow = (): Refusal =>
  new Refusal(503, 'not_yet', 'your message is kept; send it again under the same id to get its answer');

const notNow = (cause: unknown): Error =>
  Object.assign(
    new Refusal(503, 'not_kept', 'messages cannot be kept just now; please send it again in a moment'),
    { cause },
  );
