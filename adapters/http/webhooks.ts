import express, { type RequestHandler, Router } from 'express';
import type { WebhookChannel } from '../channel.ts';
import { createDoor, type DoorParts, MOST_BYTES } from './door.ts';

export interface WebhookParts extends DoorParts {
  readonly channels: readonly WebhookChannel[];
}

/** The platforms' doors, as routes. */
export function webhooks({ channels, ...parts }: WebhookParts): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: MOST_BYTES, inflate: false });
  const door = createDoor(parts);
  for (const channel of channels) {
    const { handshake } = channel;
    if (handshake) router.get(channel.path, answerHandshake(handshake));
    router.post(channel.path, raw, async ({ headers, body }, response) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const { status, text, retryAfter } = await door(channel, { headers, body: bytes });
      if (retryAfter !== undefined) response.set('Retry-After', retryAfter);
      response.status(status).type('text/plain').send(text);
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
