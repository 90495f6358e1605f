import type { Event } from './citizen.ts';
import type { Answered } from './delivering.ts';

/** What the platforms know: every event, and how its deliveries were answered. */
export interface Ledger {
  /** In the order in which they happened. */
  readonly events: readonly Event[];
  readonly add: (event: Event) => void;
  readonly note: (events: readonly Event[], answered: Answered) => void;
  readonly isAcknowledged: (event: Event) => boolean;
  readonly acknowledged: () => readonly Event[];
  /** How many deliveries were answered with what; 0: not, or not to the end. */
  readonly statuses: ReadonlyMap<number, number>;
  /** How long an acknowledgement took that share of deliveries at most, in milliseconds. */
  readonly latency: (share: number) => number;
}

export function createLedger(): Ledger {
  const events: Event[] = [];
  const acknowledged = new Set<number>();
  const statuses = new Map<number, number>();
  const latencies: number[] = [];
  return {
    events,
    statuses,
    add: (event) => void events.push(event),
    note: (delivered, answered) => {
      const status = answered === 'broken' ? 0 : answered.status;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (answered === 'broken' || status !== 200) return;
      latencies.push(answered.ms);
      for (const { marker } of delivered) acknowledged.add(marker);
    },
    isAcknowledged: ({ marker }) => acknowledged.has(marker),
    acknowledged: () => events.filter(({ marker }) => acknowledged.has(marker)),
    latency: (share) => {
      const sorted = latencies.toSorted((one, other) => one - other);
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    },
  };
}
