import { startFakeGraph } from '../test/fakes/graph.ts';
import { startTelegram } from '../test/fakes/telegram/index.ts';
import { commandLine, wrongUsage } from './command.ts';
import { buildInto, freshFolder } from './dev/build.ts';
import { environmentOf } from './dev/environment.ts';
import { messengerPhone } from './dev/messenger-phone.ts';
import { openPage } from './dev/page.ts';
import { refuseTaken } from './dev/ports.ts';
import { runSetups } from './dev/setups.ts';
import { telegramPhone } from './dev/telegram-phone.ts';
import { startVillager } from './dev/villager.ts';

const HELP = `Starts the bot with strict imitations of Telegram and Messenger, and a page on which you write to it as a
citizen of either, see what each would show, read every call with its refusals, and let calls fail. No account is needed.

  npm run dev [-- --port NUMBER]

  --port NUMBER   the port of the page (default: 3001)

The bot listens on PORT (default: 3000). 0 is any free port. Each start has a database of its own, which goes at the end.
Exit code: 0 after Ctrl-C, 1 when something cannot start or the bot ends by itself, 2 for wrong usage.`;

const { values } = commandLine(HELP, { port: { type: 'string', default: '3001' } });
const pagePort = portOf('--port', values.port);
const botPort = portOf('PORT', process.env['PORT'] || '3000');
// Before the bot runs nothing needs time to end. Ctrl-C may come more than once: from the terminal, npm and tsx.
let end: () => void = () => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
await refuseTaken(botPort, 'PORT=3002 npm run dev');

const telegram = await startTelegram();
const graph = await startFakeGraph({ pageName: 'Smart Villager' });
const pageAddress = await openPage(pagePort, {
  telegram: telegramPhone(telegram),
  messenger: messengerPhone(graph),
});

const folder = freshFolder();
await buildInto(folder);
const environment = environmentOf({ folder, botPort, telegram, graph });
const [villager] = await Promise.all([
  startVillager(folder, environment, console.log),
  runSetups(folder, environment, console.log),
]);
graph.connect(`${villager.address}/webhooks/messenger`);
console.log(`
Write as a citizen:  ${pageAddress}  (Telegram and Messenger, without an account)
The website:         ${villager.address}
What you change under content/ shows in the next answer. Ctrl-C ends everything.
`);

let isEnding = false;
end = () => {
  if (isEnding) return;
  isEnding = true;
  void villager.stop();
};
const code = await villager.ended;
if (!isEnding) console.error(`The bot has ended by itself (${code}), and so does this.`);
process.exit(isEnding ? 0 : 1);

function portOf(name: string, typed: string): number {
  if (/^\d{1,5}$/.test(typed) && Number(typed) < 65_536) return Number(typed);
  return wrongUsage(`${name} takes the number of a port, such as 3001; seen "${typed}".`, HELP);
}
