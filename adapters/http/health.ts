import { Router } from 'express';

/** Whether the server may be given work, and what is not as it should be. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** For whoever watches the server: alive at all, and fit for work. */
export function health(readiness: () => Readiness): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text/plain').send('ok\n');
  });
  router.get('/readyz', (_request, response) => {
    const { ready, reasons } = readiness();
    const status = ready && reasons.length === 0 ? 'ok' : 'degraded';
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status, reasons });
  });
  return router;
}
