import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../adapters/store.ts';
import { type Orders, STOPPED, type Step } from './orders.ts';

/** A store whose process dies at a named step, without a word, as by kill -9; or stops there, as in a deep sleep. */
export function faultyStore(store: Store, { dies, stops, deadlyText, writesLaterMs }: Orders): Store {
  const times = new Map<Step, number>();
  const at = async (step: Step, happens = true): Promise<void> => {
    if (!happens) return;
    const time = (times.get(step) ?? 0) + 1;
    times.set(step, time);
    if (dies?.step === step && dies.time === time) await die();
    if (stops?.step === step && stops.time === time) await stop(stops.laterMs);
  };
  const around =
    <Given extends unknown[], Result>(
      operation: (...given: Given) => Promise<Result>,
      { before, after }: { readonly before?: Step; readonly after?: Step },
    ) =>
    async (...given: Given): Promise<Result> => {
      if (before) await at(before);
      const result = await operation(...given);
      if (after) await at(after, !Array.isArray(result) || result.length > 0);
      return result;
    };
  const commit = around(store.commit, { before: 'before commit', after: 'after commit' });
  return {
    ...store,
    accept:
      writesLaterMs === undefined
        ? around(store.accept, { after: 'after accept' })
        : later(store, writesLaterMs),
    claim: around(store.claim, { after: 'after claim' }),
    commit: async (event, result, now) => {
      const { text = '' } = event.activity;
      const isDeadly = deadlyText !== undefined && text.includes(deadlyText);
      if (isDeadly && result.dies === undefined) await die();
      await commit(event, result, now);
    },
    claimCalls: around(store.claimCalls, { after: 'before send' }),
    sent: around(store.sent, { before: 'after send' }),
  };
}

/** Says that all is new and kept, and writes it when it suits: what every promise of ours is against. */
const later =
  ({ accept }: Store, ms: number): Store['accept'] =>
  async (events, now) => {
    void sleep(ms).then(() => accept(events, now));
    return events.map(() => true);
  };

/** Goes on when somebody says so. */
async function stop(laterMs: number): Promise<void> {
  console.log(STOPPED);
  process.kill(process.pid, 'SIGSTOP');
  if (laterMs > 0) await sleep(laterMs);
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {}); // the signal takes a moment, and nothing may happen in it
}
