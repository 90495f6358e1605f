import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DispatchParts } from './dispatch.ts';
import type { WebhookParts } from './http/webhooks.ts';
import type { IntakeParts } from './intake.ts';
import type { SenderParts } from './sender.ts';
import type { Stats } from './store.ts';

type Observer<Parts extends { observe?: unknown }> = NonNullable<Parts['observe']>;

/** What is counted while the server runs: rates, times and sizes, never who or what. */
export interface Metrics {
  readonly webhook: Observer<WebhookParts>;
  readonly intake: Observer<IntakeParts>;
  readonly turn: Observer<DispatchParts>;
  readonly call: Observer<SenderParts>;
  readonly stats: (stats: Stats, now: number) => void;
  readonly expired: (calls: number) => void;
  /** Whether this process does what only one of all on the store may do. */
  readonly duty: (duty: string, isOn: boolean) => void;
  /** Whether the server may be given work, and each channel hears and answers. */
  readonly state: (isReady: boolean, channels: ReadonlyMap<string, boolean>) => void;
  /** How long the event loop was held up at worst since this was last asked, in milliseconds. */
  readonly loopDelayMs: () => number;
  /** Everything in the text format of Prometheus. */
  readonly text: () => Promise<string>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name, help, labelNames, registers, buckets: SECONDS });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });

  const webhook = histogram('villager_webhook_seconds', 'From a delivery to its answer.', [
    'channel',
    'status',
  ]);
  const events = counter('villager_events_total', 'Events handed over, by what became of them.', [
    'channel',
    'kind',
  ]);
  const turn = histogram('villager_turn_seconds', 'One turn, with its commit.', ['channel', 'outcome']);
  const call = histogram('villager_call_seconds', 'One call of a platform.', ['channel', 'outcome']);
  const expired = counter('villager_calls_expired_total', 'Answers that were too late to be sent.', []);
  const openEvents = gauge('villager_events_open', 'Events that wait for their turn.');
  const oldest = gauge('villager_events_oldest_seconds', 'How long the oldest of them has waited.');
  const openCalls = gauge('villager_calls_open', 'Calls that wait to be sent.', ['channel']);
  const dead = gauge('villager_dead_letters', 'What could not be answered or sent.');
  const conversations = gauge('villager_conversations', 'Conversations that are remembered.');
  const ready = gauge('villager_ready', '1 when the server may be given work, 0 when not.');
  const up = gauge('villager_channel_up', '1 when a channel hears and answers, 0 when not.', ['channel']);
  const duty = gauge('villager_on_duty', '1 when this instance does what only one may do, 0 when not.', [
    'duty',
  ]);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();

  return {
    webhook: ({ channel, status, ms }) => webhook.observe({ channel, status: String(status) }, ms / 1000),
    intake: ({ channel, fresh, repeated, flooding }) => {
      events.inc({ channel, kind: 'fresh' }, fresh);
      events.inc({ channel, kind: 'repeated' }, repeated);
      events.inc({ channel, kind: 'flooding' }, flooding);
    },
    turn: ({ channel, outcome, ms }) => turn.observe({ channel, outcome }, ms / 1000),
    call: ({ channel, outcome, ms }) => call.observe({ channel, outcome }, ms / 1000),
    expired: (calls) => expired.inc(calls),
    duty: (name, isOn) => duty.set({ duty: name }, Number(isOn)),
    state: (isReady, channels) => {
      ready.set(Number(isReady));
      for (const [channel, isUp] of channels) up.set({ channel }, Number(isUp));
    },
    stats: (stats, now) => {
      openEvents.set(stats.openEvents);
      oldest.set(stats.oldestEventAt === undefined ? 0 : (now - stats.oldestEventAt) / 1000);
      openCalls.reset();
      for (const [channel, calls] of Object.entries(stats.openCalls)) openCalls.set({ channel }, calls);
      dead.set(stats.deadLetters);
      conversations.set(stats.conversations);
    },
    loopDelayMs: () => {
      const worst = delay.max / 1e6;
      delay.reset();
      return worst;
    },
    text: () => register.metrics(),
  };
}
