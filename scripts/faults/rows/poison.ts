import assert from 'node:assert/strict';
import { deliveryOf, type Event, textOf } from '../citizen.ts';
import { createDelivering } from '../delivering.ts';
import { assertKept, judge } from '../judge.ts';
import { createLedger } from '../ledger.ts';
import type { Row } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld, type World } from '../world.ts';

const DEADLY = 'belladonna';
const MOST_DEATHS = 12;

export const poison: Row = {
  number: 15,
  title: 'a message that ends the process, first in a post of other citizens’ messages',
  run: ({ compiled }) =>
    inWorld(compiled, async (world) => {
      const ledger = createLedger();
      const { deliver, close } = createDelivering();
      const [deadly, ...innocent] = postOf();
      for (const event of innocent) ledger.add(event);
      const first = await world.start({ deadlyText: DEADLY });
      ledger.note(innocent, await deliver(first.url, deliveryOf([deadly!, ...innocent], wordsOf)));
      close();
      await first.ended;
      const deaths = 1 + (await diesUntilDone(world));
      const contents = await world.database.contents();
      assert.deepEqual(
        contents.dead.map(({ reason }) => reason),
        ['ends-the-process'],
        'the deadly message alone is to be a dead letter',
      );
      // Its own turn: one event and an apology in a conversation of its own.
      const own = { eventsEver: contents.eventsEver - 1, callsEver: contents.callsEver - 1 };
      const seen = world.provider.seen.filter(({ conversation }) => conversation !== deadly!.conversation);
      assert.equal(world.provider.seen.length - seen.length, 1, 'the citizen was not told');
      const findings = judge({ ledger, seen, contents: { ...contents, ...own } });
      assertKept(findings, 0);
      return { deaths, ...findings };
    }),
};

/** Starts the server until it lives to see the end of the line; tells how often it died. */
async function diesUntilDone(world: World): Promise<number> {
  for (let deaths = 0; deaths < MOST_DEATHS; deaths += 1) {
    // It may die before it has said that it is ready.
    const server = await world.start({ deadlyText: DEADLY }).catch(() => undefined);
    if (!server) continue;
    await Promise.race([settled(world.database), server.ended]);
    if (!server.isRunning()) continue;
    await server.kill();
    return deaths;
  }
  throw new Error(`it ended the process ${MOST_DEATHS} times, and would again`);
}

const INNOCENT = 10;

/** The deadly one is the oldest: whoever is taken up with it must not share its fate. */
function postOf(): Event[] {
  const at = Date.now() - 3_600_000;
  return Array.from({ length: INNOCENT + 1 }, (_, index) => ({
    channel: 'messenger',
    conversation: `${48_000_000_000 + index}`,
    marker: 30_000 + index,
    kind: 'question',
    at,
  }));
}

const wordsOf = (event: Event): string =>
  event.marker === 30_000 ? `${DEADLY}, how much is a passport?` : textOf(event);
