import { join } from 'node:path';
import type { FakeGraph } from '../../test/fakes/graph.ts';
import type { FakeTelegram } from '../../test/fakes/telegram/index.ts';

export interface Surroundings {
  readonly folder: string;
  readonly botPort: number;
  readonly telegram: FakeTelegram;
  readonly graph: FakeGraph;
}
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the bot reads instead of a real account's settings. Telegram is asked (long polling): a webhook of Telegram's
 * needs a public https address. An empty value unsets what the developer's own shell may carry.
 */
export const environmentOf = ({ folder, botPort, telegram, graph }: Surroundings): Environment => ({
  ...process.env,
  PORT: String(botPort),
  HOST: '127.0.0.1',
  PUBLIC_URL: '',
  TEST_TRAFFIC: 'yes',
  DATA_DIR: join(folder, 'data'),
  DATABASE_URL: `sqlite:${join(folder, 'data', 'villager.db')}`,
  TELEGRAM_TOKEN: telegram.token,
  TELEGRAM_WEBHOOK_SECRET: '',
  TELEGRAM_API_ROOT: telegram.url,
  MESSENGER_PAGE_TOKEN: graph.access.pageToken,
  MESSENGER_APP_SECRET: graph.access.appSecrets.join(','),
  MESSENGER_VERIFY_TOKEN: graph.access.verifyToken,
  MESSENGER_GRAPH_VERSION: '',
  MESSENGER_API_ROOT: graph.url,
});
