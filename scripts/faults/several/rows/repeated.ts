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
/** Posts of so many events: whoever hears of them at the same time must not stand in the other's way. */
const POSTS = 10;
const IN_A_POST = 30;
const DELIVERIES = 2 * (1 + MANY / 2 + 1 + POSTS) + 2 * (3 + POSTS);

export const repeated: Row = {
  number: 3,
  title: 'several on PostgreSQL: one event delivered to two at once, 100 times, and after one is replaced',
  run: ({ compiled, seed }) =>
    amongSeveral(compiled, async (world) => {
      const ledger = createLedger();
      const citizens = createCitizens(createChance(seed), 0);
      const { deliver, close } = createDelivering();
      const post = (count: number) =>
        Array.from({ length: count }, () => {
          const { event, done } = citizens.next();
          ledger.add(event);
          done();
          return event;
        });
      const [twice, often, later] = [post(1), post(1), post(1)];
      const posts = Array.from({ length: POSTS }, () => post(IN_A_POST));
      /** So many times to each of the servers, all at once. */
      const send = async (events: readonly Event[], times: number) => {
        const urls = world.living().flatMap(({ url }) => Array.from({ length: times }, () => url));
        const answers = await Promise.all(urls.map((url) => deliver(url, deliveryOf(events))));
        for (const answered of answers) ledger.note(events, answered);
      };
      await Promise.all([world.start(), world.start()]);
      await Promise.all([send(twice, 1), send(often, MANY / 2), send(later, 1)]);
      for (const events of posts) await send(events, 1);
      await settled(world.database);
      await world.living()[0]?.kill();
      await world.start();
      await Promise.all([twice, often, later, ...posts].map((events) => send(events, 1)));
      await settled(world.database);
      close();
      assert.deepEqual([...ledger.statuses], [[200, DELIVERIES]], 'a repeated event is acknowledged too');
      const contents = await world.database.contents();
      const findings = judge({ ledger, seen: world.provider.seen, contents });
      assertKept(findings, 0);
      return { deliveries: DELIVERIES, ...findings };
    }),
};
