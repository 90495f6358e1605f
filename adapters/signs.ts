import type { Channel, ReceivedEvent } from './channel.ts';

/** Small signs to the citizen while an answer is made: worth nothing when late, and never worth a retry. */
export interface Signs {
  /** An event is in the inbox. */
  readonly received: (channel: Channel, event: ReceivedEvent) => void;
  /** A conversation's turn is over. */
  readonly answered: (conversation: string) => void;
  readonly stop: () => void;
}

/** Most answers are there sooner, and need no sign that they come. */
const A_MOMENT_MS = 300;
/** When so many signs are on their way, the platform had better carry answers. */
const MOST = 20;

export function createSigns(): Signs {
  const waiting = new Map<string, NodeJS.Timeout>();
  let onTheirWay = 0;
  const show = async (sign: Promise<void>) => {
    onTheirWay += 1;
    await sign;
    onTheirWay -= 1;
  };
  return {
    received: (channel, event) => {
      if (channel.notice && onTheirWay < MOST) void show(channel.notice(event));
      const conversation = `${channel.name}/${event.conversation}`;
      if (!channel.typing || waiting.has(conversation) || event.activity.type !== 'message') return;
      const type = () => {
        waiting.delete(conversation);
        if (channel.typing && onTheirWay < MOST) void show(channel.typing(event));
      };
      waiting.set(conversation, setTimeout(type, A_MOMENT_MS));
    },
    answered: (conversation) => {
      clearTimeout(waiting.get(conversation));
      waiting.delete(conversation);
    },
    stop: () => {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
