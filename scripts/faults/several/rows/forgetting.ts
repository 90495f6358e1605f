import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { numbered } from '../../../../adapters/store/statements.ts';
import { CANARY, oldRows, whoForgets, wordsOf } from '../../canary.ts';
import { createChance } from '../../chance.ts';
import { answerTo, deliveryOf, type Event } from '../../citizen.ts';
import { createDelivering } from '../../delivering.ts';
import { judge } from '../../judge.ts';
import type { Row, Size } from '../../row.ts';
import { settled } from '../../settled.ts';
import type { PostgresDatabase } from '../contents-of-postgres.ts';
import { rateOf } from '../rate.ts';
import { amongSeveral, type SeveralWorld } from '../world.ts';

/** A server deletes what is too old every ten seconds. */
const SWEPT_MS = 11_500;
/** What is repeated after "forget me" is known again, and has no effect. */
const TIMES = 3;
const OLD_CONVERSATIONS = 5_000;

export const forgetting: Row = {
  number: 22,
  title: 'several on PostgreSQL: “forget me” and retention under load',
  run: (size) => amongSeveral(size.compiled, (world) => forgotten(world, size)),
};

async function forgotten(world: SeveralWorld, size: Size) {
  const { seed, whole } = size;
  const { database, provider } = world;
  await plantOld(database);
  assert.equal((await tablesWith(database, CANARY)).length, oldRows().length, 'the search is blind');
  const servers = await Promise.all([world.start(), world.start()]);
  const load = world.load({ chance: createChance(seed), rate: rateOf(size) });
  const { deliver, close } = createDelivering();
  const citizens = Array.from({ length: whole ? 60 : 10 }, (_, index) => whoForgets(index));
  const asks = async (events: readonly Event[]) => {
    for (let time = 0; time < TIMES; time += 1)
      // Each time to both: whoever hears of it second has heard of it before.
      for (const answered of await Promise.all(
        servers.map(({ url }) => deliver(url, deliveryOf(events, wordsOf))),
      ))
        assert.equal(answered === 'broken' ? 0 : answered.status, 200);
  };
  await Promise.all([Promise.all(citizens.map(asks)), sleep(SWEPT_MS)]);
  await load.finish();
  await settled(database);
  await load.abandon();
  close();
  assert.deepEqual(await Promise.all(servers.map((one) => one.stop())), [0, 0]);
  const dropped = citizens.map(([, , last]) => answerTo(last));
  const late = provider.seen.filter(({ text }) => dropped.some((answer) => text.includes(answer)));
  assert.equal(late.length, 0, 'what was open when the citizen asked to be forgotten was answered');
  assert.deepEqual(await tablesWith(database, CANARY), [], 'the canary is still there');
  assert.ok(!servers.some((one) => one.output().includes(CANARY)), 'the canary is in the log');
  assert.equal(await deadlocksIn(database), 0, 'the servers were in each other’s way');
  const { ledger } = load;
  const { lost, outOfOrder, integrity } = judge({
    ledger,
    seen: provider.seen,
    contents: await database.contents(),
  });
  assert.deepEqual({ lost, outOfOrder, integrity }, { lost: 0, outOfOrder: 0, integrity: 'ok' });
  return {
    events: ledger.events.length,
    forgotten: citizens.length,
    lost,
    'canaries left': 0,
    deadlocks: 0,
    integrity,
  };
}

/** More than what is deleted at a time. */
async function plantOld({ ask }: PostgresDatabase): Promise<void> {
  for (const { statement, values } of oldRows()) await ask(numbered(statement), values);
  await ask(
    `INSERT INTO conversation (id, channel, memory, heard_at)
     SELECT $1 || number, 'telegram', '{}', 0 FROM generate_series(1, $2) AS number`,
    [CANARY, OLD_CONVERSATIONS],
  );
}

/** The tables that hold a word anywhere. */
async function tablesWith({ ask }: PostgresDatabase, word: string): Promise<string[]> {
  const tables = await ask<{ readonly name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`,
  );
  const found = [];
  for (const { name } of tables) {
    const rows = await ask(
      `SELECT FROM ${pg.escapeIdentifier(name)} AS row WHERE row::text LIKE $1 LIMIT 1`,
      [`%${word}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

async function deadlocksIn({ ask }: PostgresDatabase): Promise<number> {
  const [row] = await ask<{ readonly deadlocks: number }>(
    'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()',
  );
  return row!.deadlocks;
}
