import { ActivityTypes } from 'botbuilder';
import type { HeardActivity, ReceivedEvent } from './channel.ts';
import { eventKey } from './event-key.ts';
import { type Admission, createFlood } from './flood.ts';
import type { InboxEvent, Store } from './store.ts';

/** Where what platforms hand over becomes durable. */
export interface Intake {
  /** Resolves with the events that are new and get a turn, once all are on disk; rejects when they cannot be written. */
  readonly take: (
    channel: string,
    bot: string,
    events: readonly ReceivedEvent[],
  ) => Promise<readonly ReceivedEvent[]>;
}

export interface IntakeParts {
  readonly store: Pick<Store, 'accept'>;
  readonly now: () => number;
  /** New events are in the inbox. */
  readonly onAccepted: () => void;
  readonly observe?: (seen: {
    readonly channel: string;
    readonly fresh: number;
    readonly repeated: number;
    readonly flooding: number;
  }) => void;
}

/** Messages of one citizen: five at once, then one a second. */
const PACE = { burst: 5, everyMs: 1_000 } as const;
/** Of a group: Telegram takes 20 messages a minute there, and an answer has up to three. Past that the whole bot is told to wait. */
const GROUP_PACE = { burst: 3, everyMs: 10_000 } as const;
/** So many events are judged once, however often they come: a delivery that is repeated is no further message. */
const JUDGED = 10_000;
/** What an event of a flood is turned into: the engine is not asked, the citizen is told once. */
export const FLOOD_EVENT = 'flood';

export function createIntake({ store, now, onAccepted, observe = () => {} }: IntakeParts): Intake {
  const admit = createAdmission();
  return {
    take: async (channel, bot, events) => {
      if (events.length === 0) return [];
      const inbox = events.map((event): InboxEvent => {
        const conversation = `${channel}/${event.conversation}`;
        const key = eventKey(channel, bot, event.id);
        const activity = heard(event, admit(key, event, conversation, now()));
        return { channel, conversation, key, activity };
      });
      const isFresh = await store.accept(inbox, now());
      const fresh = events.filter((_, index) => isFresh[index]);
      const answered = events.filter(
        ({ activity }, index) => isFresh[index] && inbox[index]?.activity === activity,
      );
      const flooding = inbox.filter(({ activity }) => activity === undefined).length;
      observe({ channel, fresh: fresh.length, repeated: events.length - fresh.length, flooding });
      if (fresh.length > 0) onAccepted();
      return answered;
    },
  };
}

/** Judges each event once. Only what asks for an answer is paced: a human's hand-over or a block is always taken. */
function createAdmission() {
  const flood = createFlood(PACE);
  const groupFlood = createFlood(GROUP_PACE);
  const judged = new Map<string, Admission>();
  return (key: string, { activity, at, isGroup }: ReceivedEvent, who: string, now: number): Admission => {
    const asks = activity.type === ActivityTypes.Message || activity.type === ActivityTypes.Event;
    if (!asks) return 'admitted';
    // A pressed button bears no date: by when it arrives it is judged apart, or it would make what was written before it late.
    const paced = at === undefined ? `${who} undated` : who;
    const admission = judged.get(key) ?? (isGroup ? groupFlood : flood)(paced, at ?? now);
    judged.set(key, admission);
    const oldest = judged.size > JUDGED ? judged.keys().next().value : undefined;
    if (oldest !== undefined) judged.delete(oldest);
    return admission;
  };
}

function heard({ activity }: ReceivedEvent, admission: Admission): HeardActivity | undefined {
  if (admission === 'admitted') return activity;
  const told = {
    type: ActivityTypes.Event,
    name: FLOOD_EVENT,
    ...(activity.locale ? { locale: activity.locale } : {}),
  };
  return admission === 'told' ? told : undefined;
}
