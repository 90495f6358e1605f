import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, countOf, wrongUsage } from './command.ts';
import { neverStopAsking, type Tally } from './instances/citizen.ts';
import { createInstances } from './instances/instances.ts';
import type { Outcome } from './instances/outcomes.ts';

const HELP = `Citizens who never stop asking: to see servers on one database being killed without a lost message.

  npm run ask:instances -- ADDRESS [ADDRESS …] [--seconds NUMBER]

  ADDRESS            of a server, such as http://127.0.0.1:3001, or of what stands in front of all
  --seconds NUMBER   ends by itself after so long; else Ctrl-C ends it

Four citizens ask a numbered question a second each in the web chat, now one server and now another. Whoever is refused,
hung up on or kept waiting for five seconds asks another one, with the same words under the same id. After twelve
questions a conversation is read back from its page, compared with what was answered, and a new one begins.

A line a second: asked, answered, asked again, waiting; and what each server has answered, "away" while it does not.
For servers of your own that no citizen uses: what is asked is kept as a citizen's question would be.

Exit code: 0 when every question was answered once and in order, 1 when not, 2 for wrong usage.`;

const CITIZENS = 4;
/** What is open at the end is waited for so long. */
const END_MS = 30_000;

const { values, positionals } = commandLine(HELP, { seconds: { type: 'string' } }, { words: true });
const urls = positionals.map(addressOf);
if (urls.length === 0) wrongUsage('Which servers?', HELP);
const seconds = values.seconds === undefined ? undefined : countOf('--seconds', values.seconds, HELP);
for (const url of urls)
  if (!(await isReady(url)))
    throw new Error(`${url} is not ready. Start every server first, and see what its /readyz says.`);

const givenUp = new AbortController();
const instances = createInstances(urls, givenUp.signal);
const tally: Tally = { asked: 0, answered: urls.map(() => 0), conversations: 0, outcomes: [] };
let isEnding = false;
/** Ctrl-C may come more than once: from the terminal, npm and tsx. */
const end = () => {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => givenUp.abort(), END_MS).unref();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
if (seconds !== undefined) setTimeout(end, seconds * 1_000).unref();

const columns = ['second', 'asked', 'answered', 'again', 'waiting', ...urls.map((url) => new URL(url).host)];
const start = performance.now();
tell(columns);
const timer = setInterval(tellState, 1_000);
await Promise.all(
  Array.from({ length: CITIZENS }, async (_, place) => {
    await sleep((place * 1_000) / CITIZENS);
    await neverStopAsking({ instances, tally, isEnding: () => isEnding }, place);
  }),
);
clearInterval(timer);
tellState();
tellEnd();

function tellState(): void {
  const { asked } = tally;
  const answered = tally.answered.reduce((sum, one) => sum + one);
  tell([
    Math.round((performance.now() - start) / 1_000),
    asked,
    answered,
    instances.again(),
    asked - answered,
    ...tally.answered.map((count, place) => `${instances.isAway(place) ? 'away  ' : ''}${count}`),
  ]);
}

function tell(cells: readonly (string | number)[]): void {
  console.log(cells.map((cell, place) => String(cell).padStart(columns[place]?.length ?? 0)).join('  '));
}

function tellEnd(): void {
  const count = (outcome: Outcome) => tally.outcomes.filter((one) => one === outcome).length;
  const right = count('right');
  console.log(`
${tally.conversations} conversations with ${tally.asked} questions, read back: ${right} answered once and in order;
lost ${count('lost')}, twice ${count('twice')}, out of order ${count('misplaced')}, without an answer ${count('unanswered')}, not shown ${count('unread')}.`);
  if (right === tally.asked) return;
  console.log(
    'That must not be. Are all servers on one database? If so, please report it with what you did.',
  );
  process.exitCode = 1;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function addressOf(typed: string): string {
  if (/^https?:\/\/[^/]+\/?$/.test(typed)) return typed.replace(/\/$/, '');
  return wrongUsage(
    `A server is named by its address, such as http://127.0.0.1:3001; seen "${typed}".`,
    HELP,
  );
}
