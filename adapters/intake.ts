import { ActivityTypes } from 'botbuilder';
import type { HeardActivity, ReceivedEvent } from './channel.ts';
import { createFlood } from './flood.ts';
import { eventKey } from './store/event-key.ts';
import type { InboxEvent, Store } from './store/store.ts';

/** Where what platforms hand over becomes durable. */
export interface Intake {
  /** Resolves with the events that are new, once all are on disk; rejects when they cannot be written. */
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
/** What an event of a flood is turned into: the engine is not asked, the citizen is told once. */
export const FLOOD_EVENT = 'flood';

export function createIntake({ store, now, onAccepted, observe = () => {} }: IntakeParts): Intake {
  const flood = createFlood(PACE);
  return {
    take: async (channel, bot, events) => {
      if (events.length === 0) return [];
      const admitted = events.map((event) => paced(event, flood, `${channel}/${event.conversation}`, now()));
      const inbox = events.map(
        (event, index): InboxEvent => ({
          channel,
          conversation: `${channel}/${event.conversation}`,
          key: eventKey(channel, bot, event.id),
          activity: admitted[index],
        }),
      );
      const isFresh = await store.accept(inbox, now());
      const fresh = events.filter((_, index) => isFresh[index]);
      const flooding = admitted.filter((activity) => activity === undefined).length;
      observe({ channel, fresh: fresh.length, repeated: events.length - fresh.length, flooding });
      if (fresh.length > 0) onAccepted();
      return fresh;
    },
  };
}

/** Only what asks for an answer is paced: a human's hand-over or a block is always taken. */
function paced(
  { activity, at }: ReceivedEvent,
  flood: ReturnType<typeof createFlood>,
  who: string,
  now: number,
): HeardActivity | undefined {
  const asks = activity.type === ActivityTypes.Message || activity.type === ActivityTypes.Event;
  const admission = asks ? flood(who, at ?? now) : 'admitted';
  if (admission === 'admitted') return activity;
  const told = {
    type: ActivityTypes.Event,
    name: FLOOD_EVENT,
    ...(activity.locale ? { locale: activity.locale } : {}),
  };
  return admission === 'told' ? told : undefined;
}
