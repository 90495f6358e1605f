import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, createChance } from '../chance.ts';
import { deliveryOf, type Event } from '../citizen.ts';
import { createDelivering } from '../delivering.ts';
import { assertKept, judge } from '../judge.ts';
import { createLedger } from '../ledger.ts';
import type { Row } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld } from '../world.ts';

const EVENTS = 1_000;
const LATE_MS = 10_000;
const CONVERSATIONS = 50;

export const batch: Row = {
  number: 12,
  title: 'a post of 1,000 events, with a kill in the middle: all of them or none, and in order',
  run: ({ compiled, seed, whole }) =>
    inWorld(compiled, async (world) => {
      const ledger = createLedger();
      const chance = createChance(seed);
      const { deliver, close } = createDelivering();
      let keys = 0;
      let inFlight = 0;
      const outcomes = { all: 0, none: 0 };
      for (let post = 0; post < (whole ? 8 : 1); post += 1) {
        const events = postOf(post, chance);
        for (const event of events) ledger.add(event);
        // The first dies at the first write that has succeeded, which must have been all of them.
        const server = await world.start(
          post === 0 ? { dies: { step: 'after accept', time: 1 } } : undefined,
        );
        const answering = deliver(server.url, deliveryOf(events));
        await Promise.race([answering, sleep(post === 0 ? LATE_MS : chance.between(10, 150))]);
        await server.kill();
        ledger.note(events, await answering);
        const contents = await world.database.contents();
        inFlight += contents.unclearCalls;
        const written = contents.keys - keys;
        assert.ok([0, EVENTS].includes(written), `${written} of ${EVENTS} events were written`);
        if (ledger.isAcknowledged(events[0]!)) assert.equal(written, EVENTS, 'acknowledged and not written');
        if (post === 0) assert.equal(written, EVENTS, 'the first write was not all of them');
        outcomes[written === 0 ? 'none' : 'all'] += 1;
        const again = await world.start();
        ledger.note(events, await deliver(again.url, deliveryOf(events)));
        await settled(world.database);
        await again.kill();
        keys += EVENTS;
      }
      close();
      const findings = judge({
        ledger,
        seen: world.provider.seen,
        contents: await world.database.contents(),
      });
      assertKept(findings, inFlight);
      return { ...outcomes, ...findings, inFlight };
    }),
};

/** Questions of many citizens, mixed up; each citizen's own in order. */
function postOf(post: number, chance: Chance): Event[] {
  const began = Date.now() - (40 - post) * 3_600_000;
  return Array.from({ length: EVENTS }, (_, index) => ({
    channel: 'messenger',
    conversation: `${48_000_000_000 + chance.between(0, CONVERSATIONS - 1)}`,
    marker: 20_000 + post * EVENTS + index,
    kind: 'question',
    at: began + index * 2_000,
  }));
}
