import { openVisit } from '../adapters/open-visit.ts';
import { commandLine } from './command.ts';
import { settingsOfCommand } from './settings.ts';

const HELP = `Lists what could not be answered or sent (dead letters), with the reason, and sends it again.

  npm run -s outbox                       the list: id, side, channel, reason, tries, when
  npm run -s outbox -- --again 12 15      try these again
  npm run -s outbox -- --again all        try all of them again

A letter's text is deleted after 23 hours, because no platform lets a bot answer later; what was blocked by the
citizen has none. Such letters are listed, and can not be tried again. A running server takes the others up within
ten seconds.`;
const MOST = 10_000;

const { values, positionals } = commandLine(HELP, { again: { type: 'boolean' } }, { words: true });
const visit = await openVisit(settingsOfCommand().DATABASE_URL);
const letters = await visit.deadLetters(MOST);
if (values.again) await again();
else list();
await visit.close();

function list(): void {
  if (letters.length === 0) console.log('There are no dead letters.');
  else console.log(['id', 'side', 'channel', 'tries', 'died', 'again?', 'reason'].join('\t'));
  for (const { id, side, channel, attempts, diedAt, whole, reason } of letters) {
    const died = new Date(diedAt).toISOString().slice(0, 16);
    console.log([id, side, channel, attempts, died, whole ? 'yes' : 'no', reason].join('\t'));
  }
  if (letters.length === MOST) console.log(`There may be more: these are the oldest ${MOST}.`);
}

async function again(): Promise<void> {
  const words: readonly string[] = positionals;
  const wanted = words.includes('all') ? letters.map(({ id }) => id) : words.map(Number);
  if (wanted.length === 0 || wanted.some((id) => !Number.isInteger(id))) {
    console.error('Which ones? npm run -s outbox -- --again 12 15, or --again all');
    process.exit(2);
  }
  const missing = wanted.filter((id) => !letters.some((letter) => letter.id === id));
  if (missing.length > 0) {
    console.error(`There is no dead letter ${missing.join(', ')}.`);
    process.exit(1);
  }
  const revived = await visit.revive(wanted, Date.now());
  console.log(`${revived} of ${wanted.length} go back into their line.`);
  if (revived < wanted.length) console.log('The others have no text any more: nothing is left to send.');
}
