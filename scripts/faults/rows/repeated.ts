import assert from 'node:assert/strict';
import { createChance } from '../chance.ts';
import { deliveryOf } from '../citizen.ts';
import { createCitizens } from '../citizens.ts';
import { createDelivering } from '../delivering.ts';
import { assertKept, judge } from '../judge.ts';
import { createLedger } from '../ledger.ts';
import type { Row } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld } from '../world.ts';

const MANY = 100;

export const repeated: Row = {
  number: 3,
  title: 'one event delivered twice at once, 100 times, and after a restart',
  run: ({ compiled, seed }) =>
    inWorld(compiled, async (world) => {
      const ledger = createLedger();
      const citizens = createCitizens(createChance(seed), 0.5);
      const { deliver, close } = createDelivering();
      const [twice, often, later] = Array.from({ length: 3 }, () => citizens.next().event);
      let server = await world.start();
      const send = async (event: typeof twice, times: number) => {
        const delivery = deliveryOf([event!]);
        const answers = Array.from({ length: times }, () => deliver(server.url, delivery));
        for (const answered of await Promise.all(answers)) ledger.note([event!], answered);
      };
      for (const event of [twice, often, later]) ledger.add(event!);
      await Promise.all([send(twice, 2), send(often, MANY), send(later, 1)]);
      await settled(world.database);
      await server.kill();
      server = await world.start();
      for (const event of [twice, often, later]) await send(event, 2);
      await settled(world.database);
      await server.kill();
      close();
      assert.deepEqual([...ledger.statuses], [[200, MANY + 3 + 6]], 'a repeated event is acknowledged too');
      const findings = judge({
        ledger,
        seen: world.provider.seen,
        contents: await world.database.contents(),
      });
      assertKept(findings, 0);
      return { deliveries: MANY + 9, ...findings };
    }),
};
