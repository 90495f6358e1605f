import { metricsOf } from '../load/metrics.ts';
import type { Server } from '../load/server.ts';
import type { OpenLoop } from './open-loop.ts';

/** How the server and its load stand at a moment. */
export interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
  /** Events that wait for their turn and calls that wait to be sent, as the server says. */
  readonly backlog: number;
  readonly loopP99Ms: number;
  /** Share of one processor since the sample before: of the server, and of this process. */
  readonly serverCpu: number;
  readonly ownCpu: number;
}

/** Tells each time how things have been since the time before. */
export function createSampler(server: Server, token: string): () => Promise<Sample> {
  const start = performance.now();
  let [at, cpu, own] = [start, server.cpu().all, process.cpuUsage()];
  return async () => {
    const told = await metricsOf(server.address, token);
    const [now, cpuNow] = [performance.now(), server.cpu().all];
    const micros = (now - at) * 1000;
    const { user, system } = process.cpuUsage(own);
    const sample = {
      seconds: (now - start) / 1000,
      megabytes: server.megabytes(),
      backlog: (told['villager_events_open'] ?? 0) + (told['villager_calls_open'] ?? 0),
      loopP99Ms: (told['nodejs_eventloop_lag_p99_seconds'] ?? 0) * 1000,
      serverCpu: (cpuNow - cpu) / micros,
      ownCpu: (user + system) / micros,
    };
    [at, cpu, own] = [now, cpuNow, process.cpuUsage()];
    return sample;
  };
}

const COLUMNS = [
  's',
  'posted',
  'failed',
  'unanswered',
  'backlog',
  'ack p99',
  'answer p99',
  'loop p99',
  'RSS MB',
  'CPU %',
  'own CPU %',
] as const;
const WIDTH = 11;

export const HEAD = COLUMNS.map((title) => title.padStart(WIDTH)).join('');

export function line(sample: Sample, load: OpenLoop): string {
  const { posted, failed, unanswered, ackP99, answerP99 } = load.figures();
  const cells = [
    sample.seconds.toFixed(0),
    posted,
    failed,
    unanswered,
    sample.backlog,
    ackP99.toFixed(1),
    answerP99.toFixed(1),
    sample.loopP99Ms.toFixed(1),
    sample.megabytes.toFixed(0),
    (100 * sample.serverCpu).toFixed(0),
    (100 * sample.ownCpu).toFixed(0),
  ];
  return cells.map((cell) => String(cell).padStart(WIDTH)).join('');
}
