import { createServer } from 'node:http';
import express from 'express';
import { deliveriesFirst } from '../../../adapters/http/deliveries.ts';
import { numbered } from '../../../adapters/http/numbered.ts';
import { webhooks } from '../../../adapters/http/webhooks.ts';
import { createIntake } from '../../../adapters/intake.ts';
import { createMetrics } from '../../../adapters/metrics.ts';
import { openStore } from '../../../adapters/open-store.ts';
import { telegram } from '../../../adapters/telegram/index.ts';
import { API_ROOT, listening, SECRET, TOKEN } from './settings.ts';

// Our door alone: verifies, writes down, acknowledges. Nobody takes a turn. DOOR says whether before Express or behind it.
const store = await openStore(process.env['DATABASE_URL'] ?? '', {
  log: console,
  sqliteWorker: new URL('./store-worker.js', import.meta.url),
  onLost: (error) => {
    throw error;
  },
});
const metrics = createMetrics();
const intake = createIntake({ store, now: Date.now, onAccepted: () => {}, observe: metrics.intake });
const channel = telegram({ token: TOKEN, secret: SECRET, apiRoot: API_ROOT, now: () => new Date() });
const parts = {
  channels: [channel],
  accept: ({ name }: { readonly name: string }, events: Parameters<typeof intake.take>[2]) =>
    intake.take(name, '1', events),
  log: console,
  observe: metrics.webhook,
};

const app = express();
app.set('query parser', 'simple');
app.use(numbered, webhooks(parts));

const server = createServer(process.env['DOOR'] === 'bare' ? deliveriesFirst(parts, app) : app);
server.listen(0, '127.0.0.1', () => listening(server.address()));
