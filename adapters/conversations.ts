import { type Conversation, newConversation } from '../bot/index.ts';

/** Where conversations are remembered between turns. */
export interface Conversations {
  readonly load: (key: string) => Conversation;
  readonly save: (key: string, conversation: Conversation) => void;
}

const MOST = 20_000;

/** Conversations in memory: gone with the process. The one that was quiet longest makes room. */
export function conversationsInMemory(): Conversations {
  const kept = new Map<string, Conversation>();
  return {
    load: (key) => kept.get(key) ?? newConversation(),
    save: (key, conversation) => {
      kept.delete(key);
      kept.set(key, conversation);
      const oldest = kept.size > MOST ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    },
  };
}
