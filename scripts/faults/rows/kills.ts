import assert from 'node:assert/strict';
import { createChance } from '../chance.ts';
import { assertKept } from '../judge.ts';
import type { Row } from '../row.ts';
import { surviveDeaths } from '../surviving.ts';
import { inWorld } from '../world.ts';

export const kills: Row = {
  number: 1,
  title: 'kill -9 at random times under load',
  run: ({ compiled, seed, kills: times }) =>
    inWorld(compiled, async (world) => {
      const { findings, inFlight, slowestStartMs } = await surviveDeaths({
        world,
        chance: createChance(seed),
        times,
      });
      assertKept(findings, inFlight);
      return { kills: times, ...findings, inFlight, slowestStartMs };
    }),
};

const FEW = 2;

export const killsWithoutStore: Row = {
  number: 1,
  title: 'control: answers first and writes later, under kill -9, must lose',
  run: ({ compiled, seed }) =>
    inWorld(compiled, async (world) => {
      const { findings } = await surviveDeaths({
        world,
        chance: createChance(seed),
        times: FEW,
        faults: { writesLaterMs: 1_500 },
      });
      assert.ok(findings.lost > 0, 'nothing was lost: the test is blind');
      return { kills: FEW, events: findings.events, lost: findings.lost };
    }),
};
