import assert from 'node:assert/strict';
import { createChance } from '../../chance.ts';
import { deliveryOf } from '../../citizen.ts';
import { createCitizens } from '../../citizens.ts';
import { createDelivering } from '../../delivering.ts';
import { assertKept, judge } from '../../judge.ts';
import { createLedger } from '../../ledger.ts';
import type { Row, Size } from '../../row.ts';
import { settled } from '../../settled.ts';
import { until } from '../../until.ts';
import { amongSeveral, type SeveralWorld } from '../world.ts';

export const handover: Row = {
  number: 9,
  title: 'several on PostgreSQL: one stops over a turn, who takes it over stops too, and the first goes on',
  run: (size) => amongSeveral(size.compiled, (world) => handedOver(world, size)),
};

/** By then the first is there again, as somebody new. */
const LATER_MS = 3_000;

/** The turn is another one's by now, though nobody has ended it. */
async function handedOver({ start, database, provider }: SeveralWorld, { seed }: Size) {
  const ledger = createLedger();
  const { event } = createCitizens(createChance(seed), 0).next();
  const { deliver, close } = createDelivering();
  const first = await start({ stops: { step: 'before commit', time: 1, laterMs: LATER_MS } });
  ledger.add(event);
  ledger.note([event], await deliver(first.url, deliveryOf([event])));
  await until('one has stopped over the turn', first.isPaused);
  const since = performance.now();
  const second = await start({ stops: { step: 'after claim', time: 1 } });
  await until('another one has stopped over it', second.isPaused);
  const takenOverMs = Math.round(performance.now() - since);
  first.resume();
  await until('the turn of the first is refused', () => first.output().includes('turn.not-written'));
  assert.equal((await database.contents()).openEvents, 1, 'the event was to be open still');
  assert.equal(provider.seen.length, 0, 'the citizen was answered by who does not hold the conversation');
  second.resume();
  await settled(database);
  close();
  const findings = judge({ ledger, seen: provider.seen, contents: await database.contents() });
  assertKept(findings, 0);
  return { 'taken over after ms': takenOverMs, ...findings };
}
