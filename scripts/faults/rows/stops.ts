import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../chance.ts';
import { assertKept, judge } from '../judge.ts';
import type { Row } from '../row.ts';
import type { ServerProcess } from '../server-process.ts';
import { settled } from '../settled.ts';
import { inWorld } from '../world.ts';

export const stops: Row = {
  number: 14,
  title: 'asked to end under load, and started again',
  run: ({ compiled, seed, whole }) =>
    inWorld(compiled, async (world) => {
      const chance = createChance(seed);
      const times = whole ? 10 : 2;
      let server: ServerProcess | undefined = await world.start();
      const load = world.load({ chance, url: () => server?.url, rate: () => 100 });
      for (let time = 0; time < times; time += 1) {
        await sleep(chance.between(300, 1_000));
        const code: number | null = await server.stop();
        assert.equal(code, 0, `it ended badly: ${server.output()}`);
        const { unclearCalls } = await world.database.contents();
        assert.equal(unclearCalls, 0, 'calls on their way were not waited for');
        server = await world.start();
      }
      await load.finish();
      await settled(world.database);
      await load.abandon();
      await server.kill();
      const { ledger } = load;
      const findings = judge({
        ledger,
        seen: world.provider.seen,
        contents: await world.database.contents(),
      });
      assertKept(findings, 0);
      return { stops: times, ...findings, 'deliveries unanswered': ledger.statuses.get(0) ?? 0 };
    }),
};
