import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { CANARY, oldRows, whoForgets, wordsOf } from '../canary.ts';
import { createChance } from '../chance.ts';
import { answerTo, deliveryOf } from '../citizen.ts';
import { createDelivering } from '../delivering.ts';
import { judge } from '../judge.ts';
import type { Row } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld, type World } from '../world.ts';

const CITIZENS = 10;
/** The server deletes what is too old every ten seconds. */
const SWEPT_MS = 11_500;

export const forgetting: Row = {
  number: 22,
  title: '“forget me” and retention under load',
  run: ({ compiled, seed }) =>
    inWorld(compiled, async (world) => {
      await (await world.start()).stop();
      plantOld(world.path);
      const server = await world.start();
      const load = world.load({
        chance: createChance(seed),
        url: () => server.url,
        rate: () => 60,
        telegram: 0.05,
      });
      await sleep(500);
      const { deliver, close } = createDelivering();
      const said = await Promise.all(
        Array.from({ length: CITIZENS }, async (_, index) => {
          const events = whoForgets(index);
          // Thrice: what is repeated after "forget me" is known again, and has no effect.
          for (let time = 0; time < 3; time += 1) {
            const answered = await deliver(server.url, deliveryOf(events, wordsOf));
            assert.equal(answered === 'broken' ? 0 : answered.status, 200);
          }
          return events;
        }),
      );
      await sleep(SWEPT_MS);
      await load.finish();
      await settled(world.database);
      await load.abandon();
      close();
      assert.equal(await server.stop(), 0);
      const dropped = said.map(([, , last]) => answerTo(last));
      const late = world.provider.seen.filter(({ text }) => dropped.some((answer) => text.includes(answer)));
      assert.equal(late.length, 0, 'what was open when the citizen asked to be forgotten was answered');
      assert.deepEqual(filesWith(world, CANARY), [], 'the canary is still there');
      assert.ok(!server.output().includes(CANARY), 'the canary is in the log');
      const { lost, integrity } = judge({
        ledger: load.ledger,
        seen: world.provider.seen,
        contents: await world.database.contents(),
      });
      assert.deepEqual({ lost, integrity }, { lost: 0, integrity: 'ok' });
      return { events: load.ledger.events.length, forgotten: CITIZENS, lost, 'canaries left': 0, integrity };
    }),
};

function plantOld(path: string): void {
  const database = new Database(path);
  database.pragma('secure_delete = ON');
  for (const { statement, values } of oldRows()) database.prepare(statement).run(...values);
  database.close();
}

const filesWith = ({ folder }: World, word: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(word));
