import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { Row, Size } from '../../row.ts';
import { type Balancer, startBalancer } from '../balancer.ts';
import { sentBeside } from '../one-sender.ts';
import { outcomeOf } from '../outcome.ts';
import { rateOf } from '../rate.ts';
import { amongSeveral, type SeveralWorld } from '../world.ts';

/** As in `deploy/Caddyfile`. On a machine that is busy with other tests a server says more often that it is held up. */
const TRY_MS = { whole: 5_000, part: 15_000 } as const;
/** The load balancer has to notice within that time. */
const DRAIN = { DRAIN_SECONDS: '3' };
const BETWEEN_MS = { least: 300, most: 1_500 } as const;

export const rolling: Row = {
  number: 14,
  title: 'several on PostgreSQL: each of two behind a load balancer is replaced under load',
  run: (size) =>
    amongSeveral(size.compiled, async (world) => {
      const balancer = await startBalancer(TRY_MS[size.whole ? 'whole' : 'part']);
      try {
        return await replaced(world, balancer, size);
      } finally {
        balancer.close();
      }
    }),
};

async function replaced(world: SeveralWorld, balancer: Balancer, size: Size) {
  const { seed, whole } = size;
  const { provider } = world;
  const chance = createChance(seed);
  const start = () => world.start(undefined, whole ? {} : DRAIN);
  const servers = await Promise.all([start(), start()]);
  await Promise.all(servers.map(({ url }) => balancer.add(url)));
  const load = world.load({ chance, rate: rateOf(size), url: () => balancer.url });
  const rounds = whole ? 4 : 1;
  for (let round = 0; round < rounds; round += 1)
    for (const [index, old] of servers.entries()) {
      await sleep(chance.between(BETWEEN_MS.least, BETWEEN_MS.most));
      assert.equal(await old.stop(), 0, `it ended badly: ${old.output()}`);
      balancer.remove(old.url);
      const fresh = await start();
      servers[index] = fresh;
      await balancer.add(fresh.url);
    }
  await sleep(BETWEEN_MS.least);
  const findings = await outcomeOf(world, load);
  const { statuses } = load.ledger;
  assert.deepEqual([...statuses.keys()], [200], `deliveries failed: ${JSON.stringify([...statuses])}`);
  assertKept(findings, 0);
  assert.equal(sentBeside(provider.seen), 0, 'two servers sent for one token at the same time');
  return {
    replaced: rounds * servers.length,
    ...findings,
    'failed deliveries': 0,
    retried: balancer.retried(),
  };
}
