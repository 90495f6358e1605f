import { type Publication, publishClosed, readMeasures } from '../../adapters/figures/index.ts';
import { openVisit } from '../../adapters/open-visit.ts';
import { publish } from '../../bot/index.ts';
import { readerOfCommand } from '../settings.ts';

/** Publishes all that is over in a database, and tells each part of it once it is public. Resolves with what could not be. */
export async function publishAll(
  DATABASE_URL: string,
  onPublished: (publication: Publication) => void,
): Promise<readonly string[]> {
  const visit = await openVisit(DATABASE_URL);
  const reader = await readerOfCommand({ DATABASE_URL });
  const failures = await publishClosed({
    reader,
    archive: visit.archive,
    publish,
    standing: new Map(),
    measures: readMeasures(),
    now: () => new Date(),
    onPublished,
  });
  await reader.close();
  await visit.close();
  return failures.map(({ id, error }) => `${id}: ${error instanceof Error ? error.message : String(error)}`);
}
