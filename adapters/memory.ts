import { type Conversation, newConversation } from '../bot/index.ts';

/** What is remembered of a conversation between its turns, beside the platform's own id. */
export interface Memory {
  readonly conversation: Conversation;
  /** When the citizen last said something, in milliseconds. */
  readonly heardAt: number;
  /** A human of the office is writing in this chat: the bot is silent until then. */
  readonly quietUntil?: number;
  /** What the web page shows of the conversation; other channels keep that themselves. */
  readonly thread?: unknown;
}

/** The shape that is written. Memory in another shape is of another version: the conversation starts anew. */
const SHAPE = 1;
/** After so long nobody remembers that a machine answers: it is said again. */
const LONG_GAP_MS = 7 * 24 * 3_600_000;

export const writeMemory = (memory: Memory): string => JSON.stringify({ shape: SHAPE, ...memory });

/** What was written, or the memory of a conversation in which nothing has been said. */
export function readMemory(written: string | undefined): Memory {
  const { shape, ...memory } = written === undefined ? { shape: undefined } : JSON.parse(written);
  return shape === SHAPE ? (memory as Memory) : { conversation: newConversation(), heardAt: 0 };
}

/** The conversation as the next turn finds it: after a long gap the bot introduces itself again. */
export function conversationOf({ conversation, heardAt }: Memory, now: number): Conversation {
  return now - heardAt > LONG_GAP_MS ? { ...conversation, met: false } : conversation;
}
