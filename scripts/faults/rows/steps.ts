import assert from 'node:assert/strict';
import { createChance } from '../chance.ts';
import { deliveryOf, type Event } from '../citizen.ts';
import { createCitizens } from '../citizens.ts';
import { createDelivering } from '../delivering.ts';
import { assertKept, judge } from '../judge.ts';
import { createLedger } from '../ledger.ts';
import { STEPS, type Step } from '../orders.ts';
import type { Row, Size } from '../row.ts';
import type { ServerProcess } from '../server-process.ts';
import { settled } from '../settled.ts';
import { inWorld, type World } from '../world.ts';

export const steps: Row = {
  number: 4,
  title: 'the process dies at each named step',
  run: async (size) => {
    const told: [Step, string][] = [];
    for (const step of STEPS) {
      const doubles = await inWorld(size.compiled, (world) => dieAt(step, world, size));
      told.push([step, `seen twice ${doubles}`]);
    }
    return { lost: 0, ...Object.fromEntries(told) };
  },
};

const EVENTS = 8;

/** One event after the other, so that the step alone decides what is seen twice. */
async function dieAt(step: Step, world: World, { seed }: Size): Promise<number> {
  const chance = createChance(seed);
  const ledger = createLedger();
  const citizens = createCitizens(chance, 0);
  const { deliver, close } = createDelivering();
  let server: ServerProcess = await world.start({ dies: { step, time: chance.between(3, EVENTS) } });
  const insist = async (event: Event) => {
    while (!ledger.isAcknowledged(event)) {
      ledger.note([event], await deliver(server.url, deliveryOf([event])));
      if (!server.isRunning()) server = await world.start();
    }
  };
  const doomed = server;
  for (let count = 0; count < EVENTS; count += 1) {
    const { event } = citizens.next();
    ledger.add(event);
    await insist(event);
    await Promise.race([settled(world.database), server.ended]);
    if (!server.isRunning()) server = await world.start();
  }
  assert.equal(await doomed.ended, null, 'the server was to die by itself');
  await settled(world.database);
  await server.kill();
  close();
  const findings = judge({ ledger, seen: world.provider.seen, contents: await world.database.contents() });
  // Only who dies between the platform's answer and our mark cannot know better.
  assertKept(findings, step === 'after send' ? 1 : 0);
  if (step === 'after send') assert.equal(findings.doubleAnswers, 1, 'the answer was to be seen twice');
  return findings.doubleAnswers;
}
