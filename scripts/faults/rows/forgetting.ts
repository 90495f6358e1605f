import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createChance } from '../chance.ts';
import { answerTo, deliveryOf, type Event, textOf } from '../citizen.ts';
import { createDelivering } from '../delivering.ts';
import { inspect } from '../inspect.ts';
import { judge } from '../judge.ts';
import type { Row } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld, type World } from '../world.ts';

const CANARY = 'kingfisher';
const DAY_MS = 86_400_000;
const CITIZENS = 10;
/** The server deletes what is too old every ten seconds. */
const SWEPT_MS = 11_500;

export const forgetting: Row = {
  number: 22,
  title: '“forget me” and retention under load',
  run: ({ compiled, seed }) =>
    inWorld(compiled, async (world) => {
      await (await world.start()).stop();
      plantOld(world.database);
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
      const dropped = said.map(([, , last]) => answerTo(last!));
      const late = world.provider.seen.filter(({ text }) => dropped.some((answer) => text.includes(answer)));
      assert.equal(late.length, 0, 'what was open when the citizen asked to be forgotten was answered');
      assert.deepEqual(filesWith(world, CANARY), [], 'the canary is still there');
      assert.ok(!server.output().includes(CANARY), 'the canary is in the log');
      const { lost, integrity } = judge({
        ledger: load.ledger,
        seen: world.provider.seen,
        contents: inspect(world.database),
      });
      assert.deepEqual({ lost, integrity }, { lost: 0, integrity: 'ok' });
      return { events: load.ledger.events.length, forgotten: CITIZENS, lost, 'canaries left': 0, integrity };
    }),
};

/** What is older than everything that is kept. */
function plantOld(path: string): void {
  const database = new Database(path);
  const at = Date.now() - 100 * DAY_MS;
  database.pragma('secure_delete = ON');
  database
    .prepare('INSERT INTO conversation (id, channel, memory, heard_at) VALUES (?, ?, ?, ?)')
    .run(`telegram/${CANARY}`, 'telegram', CANARY, at);
  database
    .prepare(
      `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
       VALUES ('in', 'telegram', ?, ?, 'old', 1, ?)`,
    )
    .run(CANARY, CANARY, at);
  database
    .prepare(
      `INSERT INTO record (at, kind, channel, locale, catalogue_version, fields) VALUES (?, 'old', 'x', 'km', 'v', ?)`,
    )
    .run(at, JSON.stringify({ text: CANARY }));
  database.close();
}

/** In one post: a question, "forget me", and a question that is open when that is heard. */
function whoForgets(index: number): Event[] {
  const at = Date.now() - 3_600_000 + index * 60_000;
  return [0, 1, 2].map((place) => ({
    channel: 'messenger',
    conversation: `${CANARY}-${index}`,
    marker: 500_000 + index * 10 + place,
    kind: 'question',
    at: at + place * 2_000,
  }));
}

const wordsOf = (event: Event): string =>
  event.marker % 10 === 1 ? 'forget me' : `${CANARY}, ${textOf(event)}`;

const filesWith = ({ folder }: World, word: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(word));
