import express, { type Router } from 'express';
import type { Log } from '../log.ts';
import { createWeb, type WebDependencies } from '../web/index.ts';
import { compressed } from './compressed.ts';
import { createFailures } from './failures.ts';
import { health, type Readiness } from './health.ts';
import { metricsPage } from './metrics-page.ts';
import { numbered } from './numbered.ts';
import { sameSite } from './same-site.ts';
import { securityHeaders } from './security-headers.ts';
import { type WebhookParts, webhooks } from './webhooks.ts';

export interface HttpDependencies extends WebDependencies {
  readonly readiness: () => Readiness;
  readonly webhooks: WebhookParts;
  /** Further addresses that platforms ask for. */
  readonly routers: readonly Router[];
  readonly metrics: { readonly token: string | undefined; readonly text: () => Promise<string> };
  /** How many proxies of ours stand in front; none unless said, so that nobody can forge an address. */
  readonly trustProxy?: number | undefined;
  readonly log: Pick<Log, 'error'>;
}

/** The whole HTTP side: what every request goes through, the channels, and the answers to what went wrong. */
export function createApp(dependencies: HttpDependencies): express.Express {
  const { publicUrl, trustProxy = 0, readiness, metrics, routers, log } = dependencies;
  const web = createWeb(dependencies);
  const failures = createFailures(web, log);
  const app = express();
  // Whatever slips past our own failure handler is answered without a stack.
  app.set('env', 'production');
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.use(numbered, webhooks(dependencies.webhooks));
  app.use(securityHeaders(publicUrl), compressed);
  app.use(health(readiness), metricsPage(metrics.token, metrics.text), ...routers);
  app.use(sameSite(publicUrl));
  app.use(web.router);
  app.use(failures.unknown, failures.failed);
  return app;
}
