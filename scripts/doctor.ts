import { examine } from '../adapters/doctor/examine.ts';
import { gather, lineOf } from '../adapters/doctor/gathered.ts';
import { OF_CONVERSATIONS } from '../adapters/doctor/known.ts';
import { addressOf } from '../adapters/store/address.ts';
import { commandLine } from './command.ts';
import { readerOfCommand, settingsOfCommand } from './settings.ts';

const HELP = `Looks through the whole database for what should not be in it: phone numbers, ID numbers, e-mail addresses,
links, names of accounts and ids of platforms, in either kind of digits.

  npm run -s doctor

It leaves out where conversations stand while they last (${OF_CONVERSATIONS.join(', ')}), and looks at everything
else: texts for patterns, all other columns for their one right shape, and ids and entries for both. A table or column
that it does not know is found as well. It prints a line for each table, column and kind of finding, with the number of
rows and the first few of them, never the text itself. A demo may say that it is one.

Exit code: 0 when nothing was found, 1 when something was or there is a trouble, 2 for wrong usage.`;

commandLine(HELP, {});
const settings = settingsOfCommand();
const reader = await readerOfCommand(settings);
const examining = examine(reader, addressOf(settings.DATABASE_URL)?.engine ?? 'sqlite');
const { found, kinds, rows, tables } = await gather(examining);
for (const kind of kinds) console.log(lineOf(kind));
console.log(`${found === 0 ? 'Nothing' : found} found in ${rows} rows of ${tables} tables.`);
await reader.close();
process.exitCode = found === 0 ? 0 : 1;
