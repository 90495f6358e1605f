import type { Chance } from './chance.ts';
import type { Event } from './citizen.ts';

/** How many citizens there are. */
type Conversations = Readonly<Record<Event['channel'], number>>;
const CONVERSATIONS: Conversations = { telegram: 300, messenger: 120 };
/** So few that each has often written again before the answer is there: only then can one overtake another. */
export const FEW: Conversations = { telegram: 30, messenger: 30 };
/** However fast it goes, nobody has written too fast. */
const APART_MS = 2_000;
/** Markers start where no fee of the catalogue is. */
const FIRST_MARKER = 20_000;
const KINDS = ['question', 'question', 'report', 'press'] as const satisfies readonly Event['kind'][];

/** Who writes next, and what. */
export interface Citizens {
  /** Whoever has written does not write again before `done`. */
  readonly next: () => { readonly event: Event; readonly done: () => void };
}

/** `telegram`: the share of events there; the rest is Messenger's. */
export function createCitizens(
  chance: Chance,
  telegram: number,
  conversations: Conversations = CONVERSATIONS,
): Citizens {
  const free = {
    telegram: Array.from({ length: conversations.telegram }, (_, index) => `${700_000 + index}`),
    messenger: Array.from({ length: conversations.messenger }, (_, index) => `${48_000_000_000 + index}`),
  };
  const last = new Map<string, number>();
  let marker = FIRST_MARKER;
  return {
    next: () => {
      const channel = chance.next() < telegram ? 'telegram' : 'messenger';
      const conversation = free[channel].shift();
      if (conversation === undefined) throw new Error('every citizen waits for an acknowledgement');
      marker += 1;
      const kinds = channel === 'telegram' ? KINDS : KINDS.filter((kind) => kind !== 'press');
      const at = Math.max(Date.now(), (last.get(conversation) ?? 0) + APART_MS);
      last.set(conversation, at);
      const event = { channel, conversation, marker, kind: chance.pick(kinds), at } as const;
      return { event, done: () => free[channel].push(conversation) };
    },
  };
}
