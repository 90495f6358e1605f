import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What Prometheus collects; for whoever knows the token, and for nobody where none is set. */
export function metricsPage(token: string | undefined, text: () => Promise<string>): Router {
  const router = Router();
  if (token === undefined) return router;
  const expected = digest(`Bearer ${token}`);
  router.get('/metrics', async (request, response) => {
    response.set('Cache-Control', 'no-store').type('text/plain');
    if (!timingSafeEqual(digest(request.get('Authorization') ?? ''), expected))
      return response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .send('a token is needed: see METRICS_TOKEN\n');
    response.send(await text());
  });
  return router;
}
