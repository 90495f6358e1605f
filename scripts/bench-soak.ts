import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, countOf } from './command.ts';
import { botApi } from './load/bot-api.ts';
import { compile } from './load/compile.ts';
import { type Server, startServer } from './load/server.ts';
import { SECRET } from './load/updates.ts';
import { burstGoals, type Goal, judge, soakGoals } from './soak/goals.ts';
import { mix } from './soak/mix.ts';
import { type OpenLoop, openLoop } from './soak/open-loop.ts';
import { createSampler, HEAD, line, type Sample } from './soak/sample.ts';

const HELP = `Loads the compiled server by the clock, whether it keeps up or not, and compares with the goals.

  npm run bench:soak -- [--rate N] [--minutes N] [--warm-up N] [--cpu-prof DIR]
  npm run bench:soak -- --burst [--rate N] [--seconds N]

  --rate N        events a second (default 300; with --burst 2000)
  --minutes N     how long, after the warm-up (default 2; the full run: 60)
  --warm-up N     seconds that are not counted (default 30; the full run: 300)
  --burst         a flood, then silence: is everything accepted, and how long until all is answered
  --seconds N     length of the burst (default 30)
  --cpu-prof DIR  the server writes a profile of its processor time there when it ends

Typed questions in the proportion of both languages, 40 % presses, 1 % repeated deliveries, over so many chats that
nobody writes too fast. Everything runs on loopback, the answers go to a stub of Telegram in this process; Telegram's
30 calls a second are lifted. Times count from when a post was due; an answer has come when its first message is there.

Exit code: 0 when every goal is reached, 1 when one is missed, 2 for wrong usage.`;

const METRICS_TOKEN = 'only-for-this-run-too';
const SAMPLE_MS = 10_000;
/** Seconds until the same chat is heard again. */
const CHAT_EVERY_S = 20;

interface Run {
  readonly load: OpenLoop;
  readonly sample: () => Promise<Sample>;
  readonly perSecond: number;
}

async function main(): Promise<void> {
  const { values } = commandLine(HELP, {
    rate: { type: 'string' },
    minutes: { type: 'string', default: '2' },
    'warm-up': { type: 'string', default: '30' },
    burst: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '30' },
    'cpu-prof': { type: 'string' },
  });
  const perSecond = countOf('--rate', values.rate ?? (values.burst ? '2000' : '300'), HELP);
  const minutes = countOf('--minutes', values.minutes, HELP);
  const warmUp = countOf('--warm-up', values['warm-up'], HELP);
  const seconds = countOf('--seconds', values.seconds, HELP);
  const profile = values['cpu-prof'];
  const folder = mkdtempSync(join(tmpdir(), 'villager-soak-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  let load: OpenLoop | undefined;
  const api = await botApi((chat) => load?.answered(chat));
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const server = await startServer(join(await compile(), 'main.js'), settings(folder, api.root), flags);
  load = openLoop(server.port, mix(perSecond * (values.burst ? seconds / 2 : CHAT_EVERY_S)));
  console.log(`${perSecond} events/s, kept in ${folder}\n${HEAD}`);
  const run = { load, sample: createSampler(server, METRICS_TOKEN), perSecond };
  const goals = values.burst ? await burst(run, seconds) : await soak(run, warmUp, minutes);
  await end(server, load);
  api.close();
  if (!judge(goals, console.log)) process.exitCode = 1;
}

const settings = (folder: string, apiRoot: string) => ({
  DATA_DIR: folder,
  DATABASE_URL: `sqlite:${join(folder, 'villager.db')}`,
  TELEGRAM_TOKEN: '123456:bench',
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  PUBLIC_URL: 'https://villager.example',
  TELEGRAM_API_ROOT: apiRoot,
  METRICS_TOKEN,
});

async function soak(run: Run, warmUp: number, minutes: number): Promise<readonly Goal[]> {
  const { load, perSecond } = run;
  await sampled(run, load.run(perSecond, warmUp));
  load.forgetTimes();
  console.log('warm from here on');
  const samples = await sampled(run, load.run(perSecond, minutes * 60));
  await sleep(2_000); // the last answers
  tellWhole(load);
  return soakGoals(load.figures(), samples);
}

const LONGEST_DRAIN_MS = 300_000;

async function burst(run: Run, seconds: number): Promise<readonly Goal[]> {
  const { load, perSecond, sample } = run;
  await sampled(run, load.run(perSecond, seconds));
  const start = performance.now();
  const passed = () => performance.now() - start;
  let now = await sample();
  while ((now.backlog > 0 || load.figures().unacknowledged > 0) && passed() < LONGEST_DRAIN_MS) {
    await sleep(SAMPLE_MS / 5);
    now = await sample();
    console.log(line(now, load));
  }
  tellWhole(load);
  return burstGoals(load.figures(), now.backlog > 0 ? Number.POSITIVE_INFINITY : passed() / 1000);
}

/** A line every ten seconds until it is over. */
async function sampled({ load, sample }: Run, over: Promise<void>): Promise<Sample[]> {
  const samples: Sample[] = [];
  let isOver = false;
  const ended = over.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await Promise.race([ended, sleep(SAMPLE_MS)]);
    const now = await sample();
    samples.push(now);
    console.log(line(now, load));
  }
  return samples;
}

function tellWhole(load: OpenLoop): void {
  const { posted, failures, ackP50, ackP99, answerP50, answerP99, unanswered, lateMs } = load.figures();
  const failed = Object.entries(failures).map(([how, count]) => `${count} posts failed: ${how}`);
  console.log(
    `\n${posted} posted; ack p50 ${ackP50.toFixed(1)} p99 ${ackP99.toFixed(1)} ms; answer p50 ${answerP50.toFixed(1)} p99 ${answerP99.toFixed(1)} ms; ${unanswered} chats without an answer; posts were at most ${lateMs.toFixed(0)} ms late\n${failed.join('\n')}`,
  );
}

async function end(server: Server, load: OpenLoop): Promise<void> {
  load.close();
  await server.stop();
}

await main();
