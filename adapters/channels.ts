import type { Router } from 'express';
import type { Knowledge } from '../bot/index.ts';
import type { Deafness, ReceivedEvent, WebhookChannel } from './channel.ts';
import type { DeletionCodes } from './deletion-codes.ts';
import type { Settings } from './env.ts';
import type { Log } from './log.ts';
import { appSecretsOf, dataDeletion, labelsOf, messenger, versionWarning } from './messenger/index.ts';
import { telegram } from './telegram/index.ts';

export interface ChannelParts {
  readonly settings: Settings;
  readonly knowledge: () => Knowledge;
  readonly deletionCodes: DeletionCodes;
  readonly now: () => Date;
}

/** A channel that is on. */
export interface OpenChannel {
  readonly title: string;
  readonly channel: WebhookChannel;
  /** Which bot of the platform it is: event ids are unique within one. */
  readonly bot: string;
  /** How events come: said at start. */
  readonly comes: string;
  /** What the operator should know about the settings. */
  readonly warning?: string | undefined;
  /** Further addresses that the platform asks for. */
  readonly router?: Router;
  /** Asks the platform for events; resolves with the reason when it hears nothing. */
  readonly listen?: (polling: {
    readonly accept: (events: readonly ReceivedEvent[]) => Promise<unknown>;
    readonly signal: AbortSignal;
    readonly log: Log;
  }) => Promise<Deafness | undefined>;
}
/** A channel that is off, and what would turn it on. */
export interface ClosedChannel {
  readonly title: string;
  readonly off: string;
}

/** Every chat platform, in the order in which the start names them. A new one is a line here. */
const PLATFORMS: readonly ((parts: ChannelParts) => OpenChannel | ClosedChannel)[] = [
  openMessenger,
  openTelegram,
];

export const openChannels = (parts: ChannelParts): readonly (OpenChannel | ClosedChannel)[] =>
  PLATFORMS.map((open) => open(parts));

function openMessenger({ settings, knowledge, deletionCodes, now }: ChannelParts) {
  const title = 'Messenger';
  const { MESSENGER_PAGE_TOKEN, MESSENGER_APP_SECRET, MESSENGER_VERIFY_TOKEN, PUBLIC_URL } = settings;
  const pageName = settings.MESSENGER_PAGE_NAME;
  if (!MESSENGER_PAGE_TOKEN || !MESSENGER_APP_SECRET || !MESSENGER_VERIFY_TOKEN)
    return { title, off: 'MESSENGER_PAGE_TOKEN is not set' };
  const appSecrets = appSecretsOf(MESSENGER_APP_SECRET);
  const channel = messenger({
    pageToken: MESSENGER_PAGE_TOKEN,
    appSecrets,
    verifyToken: MESSENGER_VERIFY_TOKEN,
    apiRoot: settings.MESSENGER_API_ROOT,
    graphVersion: settings.MESSENGER_GRAPH_VERSION,
    now,
    labels: (locale) => labelsOf(knowledge().speech(locale)),
  });
  return {
    title,
    channel,
    bot: '', // Meta's message ids are unique over all pages
    comes: [
      `Meta calls ${channel.path}`,
      ...(pageName ? [`citizens write at https://m.me/${pageName}`] : []),
    ].join('; '),
    warning: versionWarning(settings.MESSENGER_GRAPH_VERSION, now()),
    ...(PUBLIC_URL
      ? { router: dataDeletion({ appSecrets, codes: deletionCodes, publicUrl: PUBLIC_URL, now }) }
      : {}),
  };
}

function openTelegram({ settings, now }: ChannelParts) {
  const title = 'Telegram';
  const { TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET } = settings;
  if (!TELEGRAM_TOKEN) return { title, off: 'TELEGRAM_TOKEN is not set' };
  const channel = telegram({
    token: TELEGRAM_TOKEN,
    secret: TELEGRAM_WEBHOOK_SECRET,
    apiRoot: settings.TELEGRAM_API_ROOT,
    now,
  });
  return {
    title,
    channel,
    bot: TELEGRAM_TOKEN.split(':')[0] ?? '',
    comes: TELEGRAM_WEBHOOK_SECRET
      ? `Telegram calls ${channel.path}`
      : 'it asks Telegram for messages (long polling)',
    ...(TELEGRAM_WEBHOOK_SECRET ? {} : { listen: channel.poll }),
  };
}
