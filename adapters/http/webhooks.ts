import express, { type RequestHandler, Router } from 'express';
import type { ReceivedEvent, WebhookChannel } from '../channel.ts';

export interface WebhookParts {
  readonly channels: readonly WebhookChannel[];
  /** Resolves when the events are on disk, with those that are new. */
  readonly accept: (channel: WebhookChannel, events: readonly ReceivedEvent[]) => Promise<unknown>;
  /** Why nothing can be taken just now; undefined: everything can. */
  readonly hindered: () => string | undefined;
  readonly log: { readonly warn: (fields: object, event: string) => void };
  readonly observe?: (delivery: {
    readonly channel: string;
    readonly status: number;
    readonly ms: number;
  }) => void;
}

/** Batches of a platform fit; a flood does not. */
const MOST_BYTES = '1mb';
const RETRY_AFTER_SECONDS = '10';

/** The platforms' doors: a delivery is answered 200 when its events are on disk, and never before. */
export function webhooks({ channels, accept, hindered, log, observe = () => {} }: WebhookParts): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: MOST_BYTES, inflate: false });
  for (const channel of channels) {
    const { handshake } = channel;
    if (handshake) router.get(channel.path, answerHandshake(handshake));
    router.post(channel.path, raw, async (request, response) => {
      const start = performance.now();
      const end = (status: number, body: string) => {
        observe({ channel: channel.name, status, ms: performance.now() - start });
        response.status(status).type('text/plain').send(body);
      };
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const delivery = channel.receive({ headers: request.headers, body });
      if ('refused' in delivery) {
        log.warn({ channel: channel.name, reason: delivery.reason }, 'webhook.refused');
        return end(delivery.refused, 'refused\n');
      }
      const later = (reason: string) => {
        log.warn({ channel: channel.name, reason }, 'webhook.not-kept');
        response.set('Retry-After', RETRY_AFTER_SECONDS);
        end(503, 'not now\n');
      };
      const hindrance = hindered();
      if (hindrance !== undefined) return later(hindrance);
      try {
        await accept(channel, delivery.events);
      } catch (error) {
        return later((error as Error).message);
      }
      end(200, 'ok\n');
    });
    router.all(channel.path, (_request, response) => {
      response
        .set('Allow', handshake ? 'GET, POST' : 'POST')
        .status(405)
        .type('text/plain')
        .send('POST only\n');
    });
  }
  return router;
}

/** What a stranger sends is echoed as text, never as a page. */
const answerHandshake =
  (handshake: (query: URLSearchParams) => string | undefined): RequestHandler =>
  (request, response) => {
    const echo = handshake(new URL(request.originalUrl, 'http://localhost').searchParams);
    response
      .status(echo === undefined ? 403 : 200)
      .type('text/plain')
      .send(echo ?? 'refused\n');
  };
