import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import { deliveryOf } from '../citizen.ts';
import { createCitizens, FEW } from '../citizens.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import type { Provider } from '../provider.ts';
import { until } from '../until.ts';

/** Citizens of Telegram who write without a break, to a bot that asks for their messages. */
export interface Polled {
  readonly ledger: Ledger;
  /** Nobody writes any more; resolves when everything has been fetched and is said to be kept. */
  readonly finish: () => Promise<void>;
  /** Nobody writes any more, whatever has become of it. */
  readonly abandon: () => void;
}

export function startPolled({ updates }: Provider, chance: Chance, eventsASecond: number): Polled {
  const ledger = createLedger();
  const citizens = createCitizens(chance, 1, FEW);
  let isWriting = true;
  const write = async () => {
    while (isWriting) {
      const { event, done } = citizens.next();
      ledger.add(event);
      updates.add(JSON.parse(deliveryOf([event]).body));
      done();
      await sleep(1_000 / eventsASecond);
    }
  };
  const writing = write();
  return {
    ledger,
    abandon: () => {
      isWriting = false;
    },
    finish: async () => {
      isWriting = false;
      await writing;
      await until('everything has been fetched', () => updates.left() === 0);
      ledger.note(ledger.events, { status: 200, ms: 0 });
    },
  };
}
