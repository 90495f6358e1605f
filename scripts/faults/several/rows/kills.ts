import assert from 'node:assert/strict';
import { createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { Row } from '../../row.ts';
import { surviveKills } from '../surviving.ts';
import { amongSeveral } from '../world.ts';

/** How many servers at once, and which share of the kills meets them. */
const ALL = [2, 3, 4];
const FEW = { instances: 2, times: 4 } as const;
const EVENTS_A_SECOND = { whole: 60, part: 30 } as const;

export const kills: Row = {
  number: 1,
  title: 'several on PostgreSQL: kill -9 at random times under load',
  run: async ({ compiled, seed, kills: times, whole }) => {
    const rounds = whole
      ? ALL.map((instances) => ({ instances, times: Math.ceil(times / ALL.length) }))
      : [FEW];
    const told: Record<string, number | string> = {};
    for (const round of rounds)
      await amongSeveral(compiled, async (world) => {
        const chance = createChance(seed + round.instances);
        const { findings, inFlight, beside } = await surviveKills({
          world,
          chance,
          ...round,
          rate: () => EVENTS_A_SECOND[whole ? 'whole' : 'part'],
        });
        assertKept(findings, inFlight);
        for (const one of world.living())
          assert.ok(!one.output().includes('turn.not-written'), 'two took the turns of one conversation');
        assert.equal(beside, 0, 'two servers sent for one token at the same time');
        const { events, lost, doubleEffects, doubleAnswers } = findings;
        told[`of ${round.instances}`] =
          `kills ${round.times}, events ${events}, lost ${lost}, double effects ${doubleEffects}, double answers ${doubleAnswers}, in flight ${inFlight}`;
      });
    return told;
  },
};
