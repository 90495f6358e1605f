import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { deliveryOf, type Event } from './citizen.ts';
import { createCitizens, type FEW } from './citizens.ts';
import { createDelivering } from './delivering.ts';
import { createLedger, type Ledger } from './ledger.ts';

export interface LoadOptions {
  readonly chance: Chance;
  /** Where the server is now; undefined: nowhere. */
  readonly url: () => string | undefined;
  /** Events a second; may change while it runs. */
  readonly rate: () => number;
  /** Share of events on Telegram, whose bots may send 30 answers a second; the rest is Messenger's. */
  readonly telegram?: number;
  /** How many citizens; many unless told otherwise. */
  readonly conversations?: typeof FEW;
}

/** Citizens who write without a break, and platforms that deliver again what was not acknowledged. */
export interface Load {
  readonly ledger: Ledger;
  /** Nobody writes any more; resolves when every event has been acknowledged. */
  readonly finish: () => Promise<void>;
  /** Nobody writes and nothing is delivered any more. */
  readonly abandon: () => Promise<void>;
  /** Delivers so many acknowledged events once more. */
  readonly repeat: (most: number) => Promise<void>;
}

/** Conversations that are written to at once; each delivers one event after the other, as the platforms do. */
const LANES = 24;
const AGAIN_MS = 60;
/** Every so many events is delivered twice at the same time. */
const TWICE = 0.05;

export function startLoad({ chance, url, rate, telegram = 0.08, conversations }: LoadOptions): Load {
  const ledger = createLedger();
  const citizens = createCitizens(chance, telegram, conversations);
  const delivering = createDelivering();
  let state: 'writing' | 'finishing' | 'abandoned' = 'writing';
  let due = performance.now();

  const deliver = async (event: Event): Promise<void> => {
    const to = url();
    if (to !== undefined) ledger.note([event], await delivering.deliver(to, deliveryOf([event])));
  };
  const insist = async (event: Event): Promise<void> => {
    while (state !== 'abandoned') {
      await Promise.all(chance.next() < TWICE ? [deliver(event), deliver(event)] : [deliver(event)]);
      if (ledger.isAcknowledged(event)) return;
      await sleep(AGAIN_MS);
    }
  };
  const lane = async (): Promise<void> => {
    while (state === 'writing') {
      due = Math.max(due + 1000 / rate(), performance.now() - 1000);
      await sleep(Math.max(0, due - performance.now()));
      const turn = citizens.next();
      ledger.add(turn.event);
      await insist(turn.event);
      turn.done();
    }
  };
  const lanes = Array.from({ length: LANES }, lane);
  const end = async (how: typeof state) => {
    state = how;
    await Promise.all(lanes);
  };
  return {
    ledger,
    finish: () => end('finishing'),
    abandon: async () => {
      await end('abandoned');
      delivering.close();
    },
    repeat: async (most) => {
      for (const event of chance.some(ledger.acknowledged(), most)) await deliver(event);
    },
  };
}
