import { Router } from 'express';
import { sameSecret } from '../same-secret.ts';

/** What Prometheus collects; for whoever knows the token, and for nobody where none is set. */
export function metricsPage(token: string | undefined, text: () => Promise<string>): Router {
  const router = Router();
  if (token === undefined) return router;
  router.get('/metrics', async (request, response) => {
    response.set('Cache-Control', 'no-store').type('text/plain');
    if (!sameSecret(request.get('Authorization') ?? '', `Bearer ${token}`))
      return response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .send('a token is needed: see METRICS_TOKEN\n');
    response.send(await text());
  });
  return router;
}
