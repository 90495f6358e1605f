import { openVisit } from '../adapters/open-visit.ts';
import { commandLine } from './command.ts';
import { settingsOfCommand } from './settings.ts';

const HELP = `Prints what citizens report as wrong in our answers, for the editors: one JSON object a line.

  npm run -s reports

Each has at (UTC), channel, locale, catalogue_version, service and text, scrubbed of phone and ID numbers, e-mail and
links. They are kept for 90 days.`;

commandLine(HELP, {});
const visit = await openVisit(settingsOfCommand().DATABASE_URL);
for (const { at, channel, locale, catalogue_version, fields } of await visit.reports())
  console.log(
    JSON.stringify({
      at: new Date(at).toISOString(),
      channel,
      locale,
      catalogue_version,
      ...JSON.parse(fields),
    }),
  );
await visit.close();
