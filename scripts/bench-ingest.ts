import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, countOf } from './command.ts';
import { beside, besideTable } from './ingest/beside.ts';
import { type Contestant, enter, type Measured } from './ingest/contestant.ts';
import { contests, PROGRAMS } from './ingest/contests.ts';
import { openDatabases } from './ingest/database.ts';
import { goals, parts, table } from './ingest/report.ts';
import { type BotApi, botApi } from './load/bot-api.ts';
import { compile } from './load/compile.ts';

const HELP = `Compares our server with plain bots, with itself in memory and with itself on PostgreSQL, in one process and in two
that share the load, all under the same load in one run.

  npm run bench:ingest -- [--seconds N] [--rounds N] [--connections N] [--only WORD] [--json]

  --seconds N      length of one lap (default 2)
  --rounds N       laps of each server, taken in turns: A B C … A B C … (default 5)
  --connections N  posts in flight: the next follows when one is acknowledged and answered (default 64)
  --only WORD      only servers whose name has this word, such as pressed or "bare door"; the goals need all of them,
                   the ratios those that they compare
  --json           print one JSON object, {"results": …, "goals": …, "beside": …}, as the last line

Everything runs on loopback, the answers go to a stub of Telegram in this process. "CPU µs" is user and system time
of the whole server for one event, "of main" that of its JavaScript thread, "DB µs" that of all processes of PostgreSQL
("durable" is SQLite, which is a part of the server), "turn µs" what its own clock says, "calls" what it asked of
Telegram for one event. Telegram's 30 calls a second are lifted, and every server is warmed up first. Other work on the
machine shows in the figures, and much less in the ratios. Each server on PostgreSQL has one of its own, in a temporary
folder and with the settings it comes with; where it cannot start, the others are compared without it.

Exit code: 0 whatever the figures are, 2 for wrong usage.`;

async function main(): Promise<void> {
  const { values } = commandLine(HELP, {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  });
  const seconds = countOf('--seconds', values.seconds, HELP);
  const rounds = countOf('--rounds', values.rounds, HELP);
  const connections = countOf('--connections', values.connections, HELP);
  const waiting = new Map<number, () => void>();
  const api = await botApi((chat) => {
    const tell = waiting.get(chat);
    waiting.delete(chat);
    tell?.();
  });
  const folder = mkdtempSync(join(tmpdir(), 'villager-ingest-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const all = contests({ compiled: await compile(PROGRAMS), folder, apiRoot: api.root });
  const databases = openDatabases();
  const entered: Contestant[] = [];
  for (const contest of all.filter(({ name }) => name.includes(values.only))) {
    const database = await databases.open(contest);
    if (database)
      entered.push(
        await enter({
          contest,
          database,
          connections,
          calls: api.calls,
          whenAnswered: (chat, tell) => waiting.set(chat, tell),
        }),
      );
  }
  const results = await race(entered, { seconds, rounds });
  await finish(entered, api);
  await databases.close();
  report(results, values.only === '', values.json);
}

/** Everybody's lap, then everybody's next: what disturbs the machine for a while disturbs all. */
async function race(
  entered: readonly Contestant[],
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<Map<string, Measured[]>> {
  const results = new Map<string, Measured[]>(entered.map(({ name }) => [name, []]));
  for (const one of entered) await one.warmUp();
  for (let round = 0; round < rounds; round += 1)
    for (const one of entered) results.get(one.name)?.push(await one.lap(seconds));
  return results;
}

async function finish(entered: readonly Contestant[], api: BotApi): Promise<void> {
  await Promise.all(entered.map(({ stop }) => stop()));
  api.close();
}

function report(results: ReadonlyMap<string, readonly Measured[]>, isWhole: boolean, asJson: boolean): void {
  const compared = isWhole ? goals(results) : [];
  const ratios = beside(results);
  if (asJson) {
    const laps = [...results].map(([name, all]) => [name, all.map(({ ackMs: _, ...figures }) => figures)]);
    console.log(JSON.stringify({ results: Object.fromEntries(laps), goals: compared, beside: ratios }));
    return;
  }
  console.log(table(results));
  if (ratios.length > 0) console.log(`\n${besideTable(ratios)}`);
  if (!isWhole) return;
  console.log(`\n${parts(results)}\n`);
  for (const { what, value, goal, isMet } of compared)
    console.log(`${isMet ? '✓' : '✗'} ${what.padEnd(44)} ${value.toFixed(2).padStart(8)}   goal: ${goal}`);
}

await main();
