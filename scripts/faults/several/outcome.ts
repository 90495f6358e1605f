import { type Findings, judge } from '../judge.ts';
import type { Load } from '../load.ts';
import { settled } from '../settled.ts';
import type { SeveralWorld } from './world.ts';

/** So many acknowledged events are delivered once more at the end. */
const REPEATED = 50;

/** Lets a load come to its end and all that it led to be done, and finds out what became of everything. */
export async function outcomeOf(
  { database, provider }: Pick<SeveralWorld, 'database' | 'provider'>,
  load: Load,
): Promise<Findings> {
  await load.finish();
  await load.repeat(REPEATED);
  await settled(database);
  await load.abandon();
  return judge({ ledger: load.ledger, seen: provider.seen, contents: await database.contents() });
}
