import type { RequestListener } from 'node:http';
import { createDoor, MOST_BYTES } from './door.ts';
import type { WebhookParts } from './webhooks.ts';

/**
 * Takes the platforms' deliveries before the whole app does, which would cost several times as much as keeping them.
 * Only what is as platforms send it: whole, plain, of a told and sensible length. All else goes the long way, where
 * it is answered or refused as ever.
 */
export function deliveriesFirst({ channels, ...parts }: WebhookParts, app: RequestListener): RequestListener {
  const door = createDoor(parts);
  const byPath = new Map<string | undefined, (typeof channels)[number]>(
    channels.map((channel) => [channel.path, channel]),
  );
  return (request, response) => {
    const { method, url, headers } = request;
    const channel = method === 'POST' && isPlain(headers) ? byPath.get(url) : undefined;
    if (!channel) return app(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { status, text, retryAfter } = await door(channel, { headers, body: Buffer.concat(chunks) });
      response.writeHead(status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
        ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
      });
      response.end(text);
    });
  };
}

/** The server's parser sees to it that a body is as long as it says, when it says so. */
const isPlain = (headers: Parameters<RequestListener>[0]['headers']): boolean =>
  headers['content-encoding'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length']) <= MOST_BYTES;
