import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { openChannels } from './channels.ts';
import type { LiveContent } from './content/live.ts';
import { createContentArchive } from './content-archive.ts';
import { deletionCodes } from './deletion-codes.ts';
import type { Settings } from './env.ts';
import { openFigures, publishingThread, readMeasures } from './figures/index.ts';
import { createApp } from './http/app.ts';
import { deliveriesFirst } from './http/deliveries.ts';
import type { Readiness } from './http/health.ts';
import { listen } from './http/listen.ts';
import type { WebhookParts } from './http/webhooks.ts';
import { createMetrics } from './metrics.ts';
import { createPost } from './post.ts';
import type { Reader } from './reader.ts';
import { type Started, startChannels } from './start-channels.ts';
import type { News, Store } from './store.ts';
import { watchOver } from './watch-over.ts';
import { createWaiting, web } from './web/index.ts';

export interface ServeParts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly content: LiveContent;
  readonly store: Store;
  /** A second way into the store's database, for figures: whoever counts holds up no turn. */
  readonly reader: Reader;
  /** Compiled `figures/publishing-worker.ts`. */
  readonly publishingWorker: URL;
  readonly now?: () => Date;
  /** Tells the operator which channels are on, a line each. */
  readonly announce?: (line: string) => void;
}
export interface Served {
  readonly port: number;
  /** Takes no more requests, finishes what is in hand, lets go of the store. */
  readonly stop: () => Promise<void>;
}

/** Serves every channel that is set; resolves when it listens. */
export async function serve(parts: ServeParts): Promise<Served> {
  const { settings, log, content, announce = () => {}, now = () => new Date() } = parts;
  const { knowledge } = content;
  const secret =
    settings.VISITOR_SECRET ?? (await parts.store.secret('visitor', randomBytes(32).toString('base64url')));
  const store: Store = {
    ...parts.store,
    /** What had better not be taken now is refused to every door alike. */
    accept: (events, at) => {
      const hindrance = watch.hindered();
      return hindrance === undefined ? parts.store.accept(events, at) : Promise.reject(new Error(hindrance));
    },
    isOnDuty: async (duty) => {
      const isOn = await parts.store.isOnDuty(duty).catch((error: unknown) => {
        metrics.duty(duty, false);
        throw error;
      });
      metrics.duty(duty, isOn);
      return isOn;
    },
    leaveDuty: (duty) => {
      metrics.duty(duty, false);
      return parts.store.leaveDuty(duty);
    },
  };
  const drainSeconds = settings.DRAIN_SECONDS ?? (settings.DATABASE_URL.startsWith('sqlite:') ? 0 : 5);
  const figures = await openFigures({
    reader: parts.reader,
    store,
    publish: (signal) => publishingThread(parts.publishingWorker, signal),
    measures: readMeasures(),
    now,
    log,
  });
  const codes = deletionCodes(secret);
  const staff = new Set(settings.STAFF_IDS);
  const metrics = createMetrics();
  const waiting = createWaiting();
  const all = openChannels({ settings, knowledge, deletionCodes: codes, now });
  const open = all.filter((one) => 'channel' in one);
  const channels = open.map(({ channel }) => channel);
  const bots = new Map(open.map(({ channel, bot }) => [channel.name, bot]));
  const post = createPost({
    store,
    knowledge,
    channels,
    pulled: { ...web, tell: waiting.tell },
    humanHours: settings.MESSENGER_HUMAN_HOURS,
    isTest: (conversation) => settings.TEST_TRAFFIC === 'yes' || staff.has(conversation),
    metrics,
    now,
    log,
  });
  const archive = createContentArchive({ store, now, log });
  const onSecond = () => {
    post.wake();
    archive.wake();
  };
  const watch = watchOver({ store, metrics, now: () => now().getTime(), log, onSecond });
  let isStopping = false;
  let started: Started | undefined;
  const readiness = (): Readiness => {
    const hindrances = [isStopping ? 'the server is stopping' : undefined, watch.hindered(), watch.busy()];
    const reasons = hindrances.filter((reason) => reason !== undefined);
    const troubles = [
      ...content.troubles(),
      ...archive.troubles(),
      ...figures.troubles(),
      ...post.troubles().values(),
      ...(started?.deaf.values() ?? []),
    ];
    return { ready: reasons.length === 0, reasons: [...reasons, ...troubles] };
  };
  const metricsText = () => {
    const isUp = (name: string) => !post.troubles().has(name) && !started?.deaf.has(name);
    metrics.state(readiness().ready, new Map(channels.map(({ name }) => [name, isUp(name)])));
    return metrics.text();
  };
  const doors: WebhookParts = {
    channels,
    accept: (channel, events) => post.accept(channel, bots.get(channel.name) ?? '', events),
    log,
    observe: metrics.webhook,
  };
  const app = createApp({
    store,
    knowledge,
    waiting,
    secret,
    now,
    onAccepted: post.wake,
    observe: metrics.intake,
    figures,
    publicUrl: settings.PUBLIC_URL,
    readDeletionCode: codes.read,
    trustProxy: settings.TRUST_PROXY,
    readiness,
    webhooks: doors,
    routers: open.flatMap(({ router }) => router ?? []),
    metrics: { token: settings.METRICS_TOKEN, text: metricsText },
    log,
  });
  const listening = await listen(deliveriesFirst(doors, app), settings.PORT, settings.HOST);
  const hear: { readonly [What in News['what']]: (news: Extract<News, { what: What }>) => void } = {
    events: () => post.wake(),
    calls: ({ channel }) => post.wakeSender(channel),
    turn: ({ key }) => waiting.tell(key, undefined),
  };
  // A newer version may tell what this one does not know.
  store.listen((news) => hear[news.what]?.(news as never));
  post.wake();
  content.listen(archive.keep);
  started = startChannels(all, { post, store, log, announce });
  return {
    port: listening.port,
    stop: async () => {
      isStopping = true;
      // Others on the store take over what only one may do. Until whoever sends us work has noticed, it is done.
      const left = Promise.all([started?.stop(), post.stopSending()]);
      listening.sendAway();
      await sleep(drainSeconds * 1_000);
      watch.stop();
      await Promise.all([left, listening.close(), archive.stop()]);
      await post.stop();
      await figures.stop();
      await parts.reader.close();
      await store.close();
    },
  };
}
