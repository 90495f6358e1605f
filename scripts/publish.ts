import { type Publication, publishClosed, readMeasures } from '../adapters/figures/index.ts';
import { openVisit } from '../adapters/open-visit.ts';
import { commandLine } from './command.ts';
import { catalogueOf } from './content.ts';
import { readerOfCommand, settingsOfCommand } from './settings.ts';

const HELP = `Publishes the figures of every month and quarter that is over and has not been published. The server does
this by itself, a day after the end of a month; this command is for those who do not want to wait for it.

  npm run publish:figures

A line for each block of figures: the period, the block, how many figures it shows and hides. What has been published
stays as it is.

Exit code: 0 done, also when there was nothing to do; 1 when it cannot be done.`;

commandLine(HELP, {});
const settings = settingsOfCommand();
const { services } = await catalogueOf(settings.CONTENT_DIR);
const sectors = new Map(services.map(({ id, sector }) => [id, sector]));
const visit = await openVisit(settings.DATABASE_URL);
const reader = await readerOfCommand(settings);
let count = 0;
await publishClosed({
  reader,
  archive: visit.archive,
  measures: readMeasures(),
  sectorOf: (service) => sectors.get(service),
  now: () => new Date(),
  onPublished: (one) => {
    count += 1;
    console.log(`${one.period}  ${one.block}  ${told(one)}`);
  },
});
if (count === 0) console.log('Nothing new: all that is over is published.');
await reader.close();
await visit.close();

function told(one: Publication): string {
  if ('refused' in one) return `not shown: ${one.refused}`;
  const hidden = one.cells.filter(({ n }) => n === null).length;
  return `${one.cells.length - hidden} figures, ${hidden} hidden`;
}
