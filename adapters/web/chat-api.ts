import express, { type RequestHandler, Router } from 'express';
import type { Cookies } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { readIncoming } from './incoming.ts';
import { Refusal } from './refusal.ts';

const onlyJson: RequestHandler = (request, _response, next) =>
  next(
    request.is('application/json')
      ? undefined
      : new Refusal(
          415,
          'unsupported_type',
          'send an Activity as JSON, with "Content-Type: application/json"',
        ),
  );

/** The chat's door for programs and for the page's own script: an Activity in, the answers out. */
export function chatApi(exchange: Exchange, cookies: Cookies): Router {
  const router = Router();
  router.post(
    '/api/chat',
    onlyJson,
    express.json({ limit: '32kb', inflate: false }),
    async (request, response) => {
      const { conversation: id, spoken } = await exchange(readIncoming(request.body));
      cookies.keepConversation(response, id);
      response.set('Cache-Control', 'no-store');
      response.json({ activities: spoken.map((activity) => ({ ...activity, conversation: { id } })) });
    },
  );
  router.all('/api/chat', (_request, response) => {
    response.set('Allow', 'POST');
    throw new Refusal(405, 'method_not_allowed', 'the chat takes POST only');
  });
  return router;
}
