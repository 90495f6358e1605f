import type { Chance } from './chance.ts';
import type { Event } from './citizen.ts';

const CONVERSATIONS = { telegram: 300, messenger: 120 } as const;
/** Later in a conversation is later by so much for each event of all: wide enough apart that nobody writes too fast. */
const APART_MS = 20;
const BEGAN_MS = 36 * 3_600_000;
/** Markers start where no fee of the catalogue is. */
const FIRST_MARKER = 20_000;
const KINDS = ['question', 'question', 'report', 'press'] as const satisfies readonly Event['kind'][];

/** Who writes next, and what. */
export interface Citizens {
  /** Whoever has written does not write again before `done`. */
  readonly next: () => { readonly event: Event; readonly done: () => void };
}

/** `telegram`: the share of events there; the rest is Messenger's. */
export function createCitizens(chance: Chance, telegram: number): Citizens {
  const began = Date.now() - BEGAN_MS;
  const free = {
    telegram: Array.from({ length: CONVERSATIONS.telegram }, (_, index) => `${700_000 + index}`),
    messenger: Array.from({ length: CONVERSATIONS.messenger }, (_, index) => `${48_000_000_000 + index}`),
  };
  let marker = FIRST_MARKER;
  return {
    next: () => {
      const channel = chance.next() < telegram ? 'telegram' : 'messenger';
      const conversation = free[channel].shift();
      if (conversation === undefined) throw new Error('every citizen waits for an acknowledgement');
      marker += 1;
      const kinds = channel === 'telegram' ? KINDS : KINDS.filter((kind) => kind !== 'press');
      const at = began + (marker - FIRST_MARKER) * APART_MS;
      const event = { channel, conversation, marker, kind: chance.pick(kinds), at } as const;
      return { event, done: () => free[channel].push(conversation) };
    },
  };
}
