import type { Knowledge } from '../bot/index.ts';
import { createAnswering, type PulledChannel } from './answer.ts';
import type { Channel, ReceivedEvent } from './channel.ts';
import { createDispatch } from './dispatch.ts';
import { createIntake } from './intake.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createSender } from './sender.ts';
import { createSigns } from './signs.ts';
import type { Store } from './store.ts';
import { createVillager } from './villager.ts';
import { createVisitors } from './visitors.ts';

export interface PostParts {
  readonly store: Store;
  readonly knowledge: () => Knowledge;
  /** Channels whose answers are pushed. */
  readonly channels: readonly Channel[];
  /** The channel whose answers are fetched, and who hears that one is there. */
  readonly pulled: PulledChannel & { readonly tell: (key: string, memory: string | undefined) => void };
  readonly humanHours: number;
  /** Whether a conversation is our own people's or machines': left out of the figures. */
  readonly isTest: (conversation: string) => boolean;
  readonly metrics: Pick<Metrics, 'intake' | 'turn' | 'call'>;
  readonly now: () => Date;
  readonly log: Log;
}

/** The way of a message behind the doors: inbox, turn, outbox, platform. */
export interface Post {
  /** Resolves when the events of a bot are on disk. */
  readonly accept: (channel: Channel, bot: string, events: readonly ReceivedEvent[]) => Promise<void>;
  /** There may be something to answer or to send. */
  readonly wake: () => void;
  /** There may be something to send in a channel. */
  readonly wakeSender: (channel: string) => void;
  /** Why answers do not go out, a sentence for each channel that is in trouble. */
  readonly troubles: () => ReadonlyMap<string, string>;
  /** Sends no more: what waits to be sent stays in the store for the next start. */
  readonly stopSending: () => Promise<void>;
  /** Finishes what is in hand; the rest stays in the store for the next start. */
  readonly stop: () => Promise<void>;
}

export function createPost({ store, channels, pulled, metrics, log, ...parts }: PostParts): Post {
  const now = () => parts.now().getTime();
  const senders = new Map(
    channels.map((channel) => [
      channel.name,
      createSender({ channel, store, now, log, observe: metrics.call }),
    ]),
  );
  const signs = createSigns();
  let accepting = 0;
  const answering = createAnswering({
    ...parts,
    villager: createVillager(parts),
    visitorOf: createVisitors(store),
    channels: [...channels, pulled],
  });
  const dispatch = createDispatch({
    ...answering,
    store,
    now,
    log,
    isAccepting: () => accepting > 0,
    observe: metrics.turn,
    onCommitted: ({ channel, conversation, key }, { memory, calls }) => {
      signs.answered(conversation);
      if (channel === pulled.name) pulled.tell(key, memory);
      if (calls.length > 0) senders.get(channel)?.wake();
    },
  });
  const intake = createIntake({ store, now, onAccepted: dispatch.wake, observe: metrics.intake });
  const stopSending = async () => {
    await Promise.all([...senders.values()].map((sender) => sender.stop()));
  };
  return {
    accept: async (channel, bot, events) => {
      accepting += 1;
      try {
        const fresh = await intake.take(channel.name, bot, events);
        for (const event of fresh) signs.received(channel, event);
      } finally {
        accepting -= 1;
      }
    },
    wake: () => {
      dispatch.wake();
      for (const sender of senders.values()) sender.wake();
    },
    wakeSender: (channel) => senders.get(channel)?.wake(),
    troubles: () =>
      new Map(
        [...senders].flatMap(([name, sender]) => {
          const trouble = sender.trouble();
          return trouble === undefined ? [] : [[name, trouble] as const];
        }),
      ),
    stopSending,
    stop: async () => {
      await dispatch.stop();
      signs.stop();
      await stopSending();
    },
  };
}
