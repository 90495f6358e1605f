import type { Publication } from '../adapters/figures/index.ts';
import { commandLine } from './command.ts';
import { publishAll } from './publishing/publish-all.ts';
import { settingsOfCommand } from './settings.ts';

const HELP = `Publishes the figures of every month and quarter that is over and has not been published. The server does
this by itself, a day after the end of a month; this command is for those who do not want to wait for it.

  npm run publish:figures

A line for each block of figures: the period, the block, how many figures it shows and hides. What has been published
stays as it is.

Exit code: 0 done, also when there was nothing to do; 1 when it cannot be done, or not all of it.`;

commandLine(HELP, {});
const { DATABASE_URL } = settingsOfCommand();
let count = 0;
const failures = await publishAll(DATABASE_URL, (one) => {
  count += 1;
  console.log(`${one.period}  ${one.block}  ${told(one)}`);
});
for (const failure of failures) console.error(`Not published: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
else if (count === 0) console.log('Nothing new: all that is over is published.');

function told(one: Publication): string {
  if ('refused' in one) return `not shown: ${one.refused}`;
  const hidden = one.cells.filter(({ n }) => n === null).length;
  return `${one.cells.length - hidden} figures, ${hidden} hidden`;
}
