import { telegram } from '../../adapters/telegram/index.ts';
import { type FakeTelegram, startTelegram } from '../fakes/telegram/index.ts';

export const SECRET = 'Kep_and-Kampot_2026';
export const NOW = new Date('2026-11-20T03:00:00Z');
/** The time as Telegram writes it. */
export const SECONDS = NOW.getTime() / 1000;

/** The imitation with its clock at `NOW`, and the channel that talks to it. */
export async function startBoth(changes: Partial<Parameters<typeof telegram>[0]> = {}) {
  const fake: FakeTelegram = await startTelegram({ now: () => NOW.getTime() });
  const channel = telegram({
    token: fake.token,
    secret: SECRET,
    apiRoot: fake.url,
    now: () => NOW,
    ...changes,
  });
  return { fake, channel };
}

/** A channel that reaches nobody: for what is pure. */
export const silent = telegram({
  token: '1:none',
  secret: SECRET,
  apiRoot: 'http://127.0.0.1:9',
  now: () => NOW,
});

export const webhookOf = (body: unknown, headers: Record<string, string | string[] | undefined> = {}) => ({
  headers: { 'x-telegram-bot-api-secret-token': SECRET, ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
