import { messenger } from '../../adapters/messenger/index.ts';
import { type FakeGraph, rawBody, signedHeaders } from '../fakes/graph.ts';

export const NOW = new Date('2026-11-20T03:00:00Z');
export const PSID = '4812345678901234';

const SECRET = 'the-app-secret';

/** A channel for what needs no wire. */
export const offline = (appSecrets: readonly string[] = [SECRET]) =>
  messenger({
    pageToken: 'EAAtoken',
    appSecrets,
    verifyToken: 'a-verify-token',
    apiRoot: 'http://127.0.0.1:9',
    graphVersion: 'v25.0',
    now: () => NOW,
    labels: () => ({ choose: 'Choose' }),
  });

/** A channel of the fake's Page. */
export const online = (graph: FakeGraph, changes: Partial<Parameters<typeof messenger>[0]> = {}) =>
  messenger({
    ...graph.access,
    apiRoot: graph.url,
    graphVersion: 'v25.0',
    now: () => new Date(),
    labels: (locale) => ({ choose: locale === 'km' ? 'ជ្រើសរើស' : 'Choose' }),
    timeoutMs: 400,
    ...changes,
  });

/** A request as the server reads it, signed as Meta does. */
export function signed(body: unknown, secret = SECRET) {
  const raw = Buffer.isBuffer(body) ? body : rawBody(body);
  return { headers: signedHeaders(secret, raw), body: raw };
}

/** One webhook with these items of `messaging`, an entry for each. */
export const page = (...items: readonly unknown[]) => ({
  object: 'page',
  entry: items.map((item) => ({ id: '100', time: NOW.getTime(), messaging: [item] })),
});

export const item = (content: object, changes: object = {}) => ({
  sender: { id: PSID },
  recipient: { id: '100' },
  timestamp: NOW.getTime(),
  ...content,
  ...changes,
});
export const message = (content: object, mid = 'm_1') => item({ message: { mid, ...content } });

/** What a channel makes of a body; fails when it was refused. */
export function events(body: unknown, channel = offline()) {
  const delivery = channel.receive(signed(body));
  if ('refused' in delivery) throw new Error(`refused: ${delivery.reason}`);
  return delivery.events;
}
