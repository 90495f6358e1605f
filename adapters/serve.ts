import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { type ClosedChannel, type OpenChannel, openChannels } from './channels.ts';
import type { LiveContent } from './content/live.ts';
import { deletionCodes } from './deletion-codes.ts';
import type { Settings } from './env.ts';
import { createApp } from './http/app.ts';
import { createMetrics } from './metrics.ts';
import { createPost, type Post } from './post.ts';
import { visitorSecret } from './secret.ts';
import type { Store } from './store/store.ts';
import { watchOver } from './watch-over.ts';
import { createWaiting, web } from './web/index.ts';

export interface ServeParts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly content: LiveContent;
  readonly store: Store;
  readonly now?: () => Date;
  /** Tells the operator which channels are on, a line each. */
  readonly announce?: (line: string) => void;
}
export interface Served {
  readonly port: number;
  /** Takes no more requests, finishes what is in hand, lets go of the store. */
  readonly stop: () => Promise<void>;
}

/** How long a request in flight may take to finish when the server is asked to stop. */
const GRACE_MS = 5_000;
/** A small server's worth of open connections; more wait in the kernel's line. */
const MOST_CONNECTIONS = 4_000;

/** Serves every channel that is set; resolves when it listens. */
export async function serve(parts: ServeParts): Promise<Served> {
  const { settings, log, content, store, announce = () => {}, now = () => new Date() } = parts;
  const secret = await visitorSecret(settings.VISITOR_SECRET, settings.DATA_DIR);
  const codes = deletionCodes(secret);
  const metrics = createMetrics();
  const waiting = createWaiting();
  const { knowledge } = content;
  const all = openChannels({ settings, knowledge, deletionCodes: codes, now });
  const open = all.filter((one) => 'channel' in one);
  const post = createPost({
    store,
    knowledge,
    channels: open.map(({ channel }) => channel),
    pulled: { ...web, tell: waiting.tell },
    humanHours: settings.MESSENGER_HUMAN_HOURS,
    metrics,
    now,
    log,
  });
  const watch = watchOver({
    store,
    metrics,
    now: () => now().getTime(),
    log,
    onSecond: post.wake,
  });
  const deaf = new Map<string, string>();
  let isStopping = false;
  const app = createApp({
    store,
    knowledge,
    waiting,
    secret,
    now,
    onAccepted: post.wake,
    publicUrl: settings.PUBLIC_URL,
    readDeletionCode: codes.read,
    trustProxy: settings.TRUST_PROXY,
    readiness: () => {
      const hindrances = [isStopping ? 'the server is stopping' : undefined, watch.hindered(), watch.busy()];
      const reasons = hindrances.filter((reason) => reason !== undefined);
      return {
        ready: reasons.length === 0,
        reasons: [...reasons, ...content.troubles(), ...post.troubles(), ...deaf.values()],
      };
    },
    webhooks: {
      channels: open.map(({ channel }) => channel),
      accept: (channel, events) => post.accept(channel, botOf(open, channel.name), events),
      hindered: watch.hindered,
      log,
      observe: metrics.webhook,
    },
    routers: open.flatMap(({ router }) => router ?? []),
    metrics: { token: settings.METRICS_TOKEN, text: metrics.text },
    log,
  });
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 },
    app,
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, settings);
  post.wake();
  const listeners = new AbortController();
  const heard = all.map((one) => startChannel(one, { post, log, announce, deaf, signal: listeners.signal }));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.PORT;

  return {
    port,
    stop: async () => {
      isStopping = true;
      listeners.abort();
      watch.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
      await Promise.all([closed, ...heard]);
      await post.stop();
      await store.close();
    },
  };
}

const botOf = (open: readonly OpenChannel[], name: string): string =>
  open.find(({ channel }) => channel.name === name)?.bot ?? '';

interface StartParts {
  readonly post: Post;
  readonly log: Logger;
  readonly announce: (line: string) => void;
  /** Why channels hear nothing, for readiness. */
  readonly deaf: Map<string, string>;
  readonly signal: AbortSignal;
}

/** Says in one line whether a channel is on and why, checks its token, and listens where the platform does not call. */
async function startChannel(one: OpenChannel | ClosedChannel, parts: StartParts): Promise<void> {
  const { post, log, announce, deaf, signal } = parts;
  if ('off' in one) return announce(`${one.title}: off (${one.off})`);
  const { title, channel, bot, comes, warning, listen } = one;
  if (warning !== undefined) log.warn({ channel: channel.name, warning }, 'channel.warning');
  try {
    announce(`${title}: on as ${await channel.check()}; ${comes}`);
  } catch (error) {
    const reason = (error as Error).message;
    announce(`${title}: on, but it could not be checked: ${reason}`);
    log.error({ channel: channel.name, reason }, 'channel.unchecked');
  }
  const reason = await listen?.({ accept: (events) => post.accept(channel, bot, events), signal, log });
  if (reason !== undefined) deaf.set(channel.name, `${title} is not heard: ${reason}`);
}

function listening(server: Server, { PORT, HOST }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${PORT} is taken by another program. Stop it, or choose another: PORT=3001 npm start`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(PORT, HOST, resolve);
  });
}
