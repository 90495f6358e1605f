import { visitDatabase } from '../adapters/store/sqlite/database.ts';
import { commandLine } from './command.ts';
import { databasePath } from './settings.ts';

const HELP = `Prints what citizens report as wrong in our answers, for the editors: one JSON object a line.

  npm run -s reports

Each has at (UTC), channel, locale, catalogue_version, service and text, scrubbed of phone and ID numbers, e-mail and
links. They are kept for 90 days.`;

interface ReportRow {
  readonly at: number;
  readonly channel: string;
  readonly locale: string;
  readonly catalogue_version: string;
  readonly fields: string;
}

commandLine(HELP, {});
const database = visitDatabase(databasePath());
const rows = database
  .prepare("SELECT * FROM record WHERE kind = 'content_report' ORDER BY id")
  .all() as ReportRow[];
for (const { at, channel, locale, catalogue_version, fields } of rows)
  console.log(
    JSON.stringify({
      at: new Date(at).toISOString(),
      channel,
      locale,
      catalogue_version,
      ...JSON.parse(fields),
    }),
  );
database.close();
