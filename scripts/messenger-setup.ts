import { appSecretsOf, openPage, profileIn, versionWarning } from '../adapters/messenger/index.ts';
import { createSpeech } from '../bot/index.ts';
import { commandLine } from './command.ts';
import { catalogueOf } from './content.ts';
import { settingsOfCommand } from './settings.ts';

const HELP = `Sets up the Facebook Page: which events it sends us, the greeting, the questions to tap and the menu.

  npm run messenger:setup [-- --dry-run] [--content DIR]

  --dry-run       ask what there is, and print what would be changed
  --content DIR   the content folder with the texts (default: content)

Run it again after the texts under "messenger:" in content/locales have changed: it sends only what differs.
Needs MESSENGER_PAGE_TOKEN, MESSENGER_APP_SECRET and MESSENGER_VERIFY_TOKEN; docs/messenger.md says where they are.
Exit code: 0 all is as it should be, 1 it cannot be, 2 wrong usage.`;

const { values } = commandLine(HELP, {
  'dry-run': { type: 'boolean', default: false },
  content: { type: 'string', default: 'content' },
});

const now = () => new Date();
const { MESSENGER_PAGE_TOKEN, MESSENGER_APP_SECRET, MESSENGER_API_ROOT, MESSENGER_GRAPH_VERSION } =
  settingsOfCommand();
if (!MESSENGER_PAGE_TOKEN || !MESSENGER_APP_SECRET)
  throw new Error(
    'MESSENGER_PAGE_TOKEN, MESSENGER_APP_SECRET and MESSENGER_VERIFY_TOKEN are not set. docs/messenger.md says where to find each.',
  );
const warning = versionWarning(MESSENGER_GRAPH_VERSION, now());
if (warning) console.error(warning);

const page = openPage({
  pageToken: MESSENGER_PAGE_TOKEN,
  appSecrets: appSecretsOf(MESSENGER_APP_SECRET),
  apiRoot: MESSENGER_API_ROOT,
  graphVersion: MESSENGER_GRAPH_VERSION,
});
// Before the first call: while it is read nothing is heard, also not that the other side hung up.
const { strings } = await catalogueOf(values.content);
const name = await page.name();
const done = await page.setUp(profileIn(createSpeech(strings)), values['dry-run']);
for (const change of done) console.log(`${name}: ${values['dry-run'] ? 'to be ' : ''}${change}`);
if (done.length === 0) console.log(`${name}: nothing to change`);
