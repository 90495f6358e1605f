import { once } from 'node:events';
import { dayInPhnomPenh } from '../adapters/calendar.ts';
import { makeExport } from '../adapters/export/make.ts';
import { requestOf, WrongRequest } from '../adapters/export/request.ts';
import { drain, removeParts, writeWhole } from '../adapters/export/whole-file.ts';
import { wordsOf } from '../adapters/export/words.ts';
import { commandLine, wrongUsage } from './command.ts';
import { catalogueOf } from './content.ts';
import { readerOfCommand, settingsOfCommand } from './settings.ts';

const HELP = `Writes what was kept as a table for analysts: one row per fact, with codes and what they stand for.

  npm run -s export -- ratings|visits|answers|unanswered|reports [--out FILE]

  --from DAY, --to DAY   days in Phnom Penh, such as 2026-01-31, both included (default: all that is kept)
  --format FORMAT        csv (default), xlsx (with a dictionary and the method, up to 100,000 rows), jsonl (codes alone)
  --place CODE           a province (02, with its districts) or a district (0203); may be given several times
  --service ID, --channel messenger|telegram|web, --language km|en
  --out FILE             where to (default: standard output; xlsx needs it); it appears when it is whole
  --force                replace FILE where there is one

There are no names, ids and numbers of visitors in it, and nothing of our own people and machines. unanswered and
reports are scrubbed texts of the last 90 days. It is not for publishing: few rows may tell who it was.

Exit code: 0, also when there are no rows; 1 for a trouble; 2 for wrong usage.`;
const PROGRESS_MS = 200;

const { values, positionals } = commandLine(
  HELP,
  {
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string', default: 'csv' },
    place: { type: 'string', multiple: true },
    service: { type: 'string' },
    channel: { type: 'string' },
    language: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean', default: false },
  },
  { words: true },
);
const { out } = values;
const [dataset, ...more] = positionals as readonly string[];
if (more.length > 0) wrongUsage(`One dataset at a time; seen "${more.join(' ')}" as well.`, HELP);
if (out === '') wrongUsage('--out takes the name of a file; seen "".', HELP);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads on the other side has seen enough.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    removeParts();
    process.exit(130);
  });

try {
  const settings = settingsOfCommand();
  const catalogue = await catalogueOf(settings.CONTENT_DIR);
  const words = wordsOf(catalogue);
  const request = requestOf({ ...values, dataset }, catalogue, words);
  if (request.format.needsFile && out === undefined)
    throw new WrongRequest(`${request.format.name} is no text: say where to with --out FILE.`);
  const reader = await readerOfCommand(settings);
  const today = dayInPhnomPenh(new Date());
  const onRows = process.stderr.isTTY ? showProgress() : undefined;
  const pieces = makeExport(request, { reader, words, today, onRows });
  const rows =
    out === undefined
      ? await drain(await pieces.next(), pieces, toStandardOutput)
      : await writeWhole(out, pieces, values);
  await reader.close();
  if (rows === 0) console.error('There are no such rows.');
} catch (error) {
  if (error instanceof WrongRequest) wrongUsage(error.message, HELP);
  throw error;
}

async function toStandardOutput(piece: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

function showProgress(): (read: number, all: number) => void {
  let shownAt = 0;
  return (read, all) => {
    if (read < all && Date.now() - shownAt < PROGRESS_MS) return;
    shownAt = Date.now();
    process.stderr.write(`\r${read} of ${all} rows${read >= all ? '\n' : ''}`);
  };
}
