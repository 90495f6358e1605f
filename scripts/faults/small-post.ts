import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call, Channel, ReceivedEvent } from '../../adapters/channel.ts';
import { createDispatch } from '../../adapters/dispatch.ts';
import { createIntake } from '../../adapters/intake.ts';
import { createSender } from '../../adapters/sender.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { ClaimedEvent, Store, TurnResult } from '../../adapters/store.ts';
import type { Compiled } from './compiled.ts';

/** The way of a message through inbox and outbox, in this process, with an echo in place of the engine. */
export interface SmallPost {
  readonly store: Store;
  readonly accept: (channel: string, events: readonly ReceivedEvent[]) => Promise<number>;
  /** Why answers of a channel do not go out. */
  readonly trouble: (channel: string) => string | undefined;
  /** Names of the errors in the log. */
  readonly errors: readonly string[];
  readonly end: () => Promise<void>;
}

export interface SmallPostParts {
  readonly compiled: Compiled;
  readonly channels: readonly Channel[];
  readonly now: () => number;
  /** The platform's call that says a text. */
  readonly say: (channel: string, conversation: string, text: string) => Call;
  /** Called with the text of each turn: may throw. */
  readonly beforeTurn?: (text: string) => void;
}

export async function createSmallPost(parts: SmallPostParts): Promise<SmallPost> {
  const { compiled, channels, now, say, beforeTurn = () => {} } = parts;
  const folder = mkdtempSync(join(tmpdir(), 'villager-post-'));
  const path = join(folder, 'villager.db');
  const store = await openSqlite({ path, worker: compiled.storeWorker, leastFreeBytes: 0 });
  const errors: string[] = [];
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: (_: object, name: string) => void errors.push(name) };
  const senders = new Map(
    channels.map((channel) => [channel.name, createSender({ channel, store, now, log })]),
  );
  const result = (event: ClaimedEvent, text: string): TurnResult => {
    const calls = [say(event.channel, event.conversation.slice(event.channel.length + 1), text)];
    return { memory: event.memory ?? '{}', calls, records: [], forgets: false };
  };
  const answer = async (event: ClaimedEvent): Promise<TurnResult> => {
    const { text = '' } = event.activity;
    beforeTurn(text);
    return result(event, text);
  };
  const dispatch = createDispatch({
    store,
    answer,
    apologise: (event, dies) => ({ ...result(event, 'sorry'), dies }),
    now,
    log,
    onCommitted: ({ channel }) => senders.get(channel)?.wake(),
  });
  const intake = createIntake({ store, now, onAccepted: dispatch.wake });
  return {
    store,
    errors,
    accept: async (channel, events) => (await intake.take(channel, 'bot', events)).length,
    trouble: (channel) => senders.get(channel)?.trouble(),
    end: async () => {
      await dispatch.stop();
      await Promise.all([...senders.values()].map((sender) => sender.stop()));
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
