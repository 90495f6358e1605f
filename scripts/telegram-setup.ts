import { issueLine } from '../adapters/content/build.ts';
import { loadContent } from '../adapters/content/load.ts';
import { createClient } from '../adapters/telegram/client.ts';
import { telegram } from '../adapters/telegram/index.ts';
import { wishes } from '../adapters/telegram/profile.ts';
import { setUp, webhookOf } from '../adapters/telegram/setup.ts';
import { createSpeech } from '../bot/index.ts';
import { commandLine } from './command.ts';
import { contentFolder } from './content.ts';
import { settingsOfCommand } from './settings.ts';

const HELP = `Tells Telegram where to call the bot, and what to show of it: its commands, name and descriptions in Khmer and English.
Reads the settings from the environment, or from a file .env (see .env.example); docs/telegram.md says where each is found. Changes only what differs.

  npm run telegram:setup

  --dry-run   say what would change, and change nothing
  --again     set the webhook although it looks the same: after a new TELEGRAM_WEBHOOK_SECRET

Exit code: 0, 1 when a setting is missing or Telegram refuses, 2 for wrong usage.`;

const { values } = commandLine(HELP, {
  'dry-run': { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
});
const settings = settingsOfCommand();
const { TELEGRAM_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: secret } = settings;
if (token === undefined)
  throw new Error('TELEGRAM_TOKEN is not set. @BotFather gives it: docs/telegram.md tells how.');
const channel = telegram({ token, secret, apiRoot, now: () => new Date() });
const webhook = webhookOf({ secret, publicUrl: settings.PUBLIC_URL }, channel.path);
const { catalogue, issues } = await loadContent(contentFolder(settings.CONTENT_DIR));
if (!catalogue) throw new Error(`The content is broken:\n${issues.map(issueLine).join('\n')}`);
const name = await channel.check();
const { differed, refused } = await setUp({
  call: createClient({ token, apiRoot }),
  wishes: wishes(createSpeech(catalogue.strings)),
  webhook,
  dryRun: values['dry-run'],
  again: values.again,
  tell: (line) => console.log(line),
});
console.log(
  differed === 0
    ? `${name}: nothing had to change.`
    : `${name}: ${differed} of Telegram's settings differed.`,
);
if (refused > 0) process.exitCode = 1;
