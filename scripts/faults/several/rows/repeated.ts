import assert from 'node:assert/strict';
import { createChance } from '../../chance.ts';
import { deliveryOf, type Event } from '../../citizen.ts';
import { createCitizens } from '../../citizens.ts';
import { createDelivering } from '../../delivering.ts';
import { assertKept, judge } from '../../judge.ts';
import { createLedger } from '../../ledger.ts';
import type { Row } from '../../row.ts';
import { settled } from '../../settled.ts';
import { amongSeveral } from '../world.ts';

const MANY = 100;
/** About so many events in one post: whoever hears of them at the same time must not stand in the other's way. */
const BATCH = 60;
const OFTEN = 5;
const DELIVERIES = 2 + MANY + 2 + 2 * OFTEN + 4 * 2;

export const repeated: Row = {
  number: 3,
  title: 'several on PostgreSQL: one event delivered to two at once, 100 times, and after one is replaced',
  run: ({ compiled, seed }) =>
    amongSeveral(compiled, async (world) => {
      const ledger = createLedger();
      const citizens = createCitizens(createChance(seed), 0.5);
      const { deliver, close } = createDelivering();
      const eventsOf = (count: number) => Array.from({ length: count }, () => citizens.next().event);
      const [twice, often, later] = [eventsOf(1), eventsOf(1), eventsOf(1)];
      const batch = eventsOf(2 * BATCH).filter(({ channel }) => channel === 'messenger');
      const all = [twice, often, later, batch];
      /** So many times to each of the servers, all at once. */
      const send = async (events: readonly Event[], times: number) => {
        const urls = world.living().flatMap(({ url }) => Array.from({ length: times }, () => url));
        const answers = await Promise.all(urls.map((url) => deliver(url, deliveryOf(events))));
        for (const answered of answers) ledger.note(events, answered);
      };
      await Promise.all([world.start(), world.start()]);
      for (const event of all.flat()) ledger.add(event);
      await Promise.all([send(twice, 1), send(often, MANY / 2), send(later, 1), send(batch, OFTEN)]);
      await settled(world.database);
      await world.living()[0]?.kill();
      await world.start();
      await Promise.all(all.map((events) => send(events, 1)));
      await settled(world.database);
      close();
      assert.deepEqual([...ledger.statuses], [[200, DELIVERIES]], 'a repeated event is acknowledged too');
      const contents = await world.database.contents();
      const findings = judge({ ledger, seen: world.provider.seen, contents });
      assertKept(findings, 0);
      return { deliveries: DELIVERIES, ...findings };
    }),
};
