import {
  type BlockSpec,
  blocks,
  closedMonths,
  closedQuarters,
  monthOf,
  type PublishedBlock,
  publish,
  type Refused,
  type SectorOf,
} from '../../bot/index.ts';
import { dayInPhnomPenh } from '../calendar.ts';
import type { Reader } from '../reader.ts';
import type { Store } from '../store.ts';
import { countBlock } from './count.ts';
import type { Measures } from './measures.ts';

/** What stands in the table of what was published: a block of a period, or why it cannot be. */
export type Publication = PublishedBlock | ({ readonly period: string; readonly block: string } & Refused);

export const isPublished = (one: Publication): one is PublishedBlock => !('refused' in one);

export interface PublishParts {
  readonly reader: Pick<Reader, 'ask'>;
  readonly archive: Store['archive'];
  readonly measures: Measures;
  readonly sectorOf: SectorOf;
  readonly now: () => Date;
  /** Begins no further block once it is aborted: the rest is published another time. */
  readonly signal?: AbortSignal;
  /** Called for each, once it is on disk. */
  readonly onPublished?: (publication: Publication) => void;
}

/** Whoever wrote in the last minutes of a month is answered by then, and counted. */
const GRACE_MS = 86_400_000;

/**
 * Publishes what is over and has not been published: months first, quarters when their months are there. What stands
 * published stays as it is, also when it could not be published for a reason. Resolves with all that stands now.
 */
export async function publishClosed(parts: PublishParts): Promise<readonly Publication[]> {
  const { reader, measures, sectorOf, archive, now, signal, onPublished = () => {} } = parts;
  const standing = new Map((await readPublications(reader)).map((one) => [idOf(one), one]));
  for (const { spec, period } of await due(reader, now())) {
    if (signal?.aborted) break;
    const address = { period, block: spec.id };
    if (standing.has(idOf(address))) continue;
    const counted = await countBlock(reader, measures, spec, period, sectorOf);
    const published = publish(spec, counted, [...standing.values()].filter(isPublished));
    const one: Publication = 'refused' in published ? { ...address, ...published } : published;
    const row = { id: idOf(one), ...address, at: now().getTime(), content: JSON.stringify(one) };
    await archive({ table: 'published', row });
    standing.set(idOf(one), one);
    onPublished(one);
  }
  return [...standing.values()];
}

/** All that was published, oldest first. */
export async function readPublications(reader: Pick<Reader, 'ask'>): Promise<readonly Publication[]> {
  const rows = await reader.ask<{ readonly content: string }>(
    'SELECT content FROM published ORDER BY period, block',
  );
  return rows.map(({ content }) => JSON.parse(content));
}

const idOf = ({ period, block }: Pick<Publication, 'period' | 'block'>): string => `${period}/${block}`;

/** Every block of every period since the first record, in the order in which they hang on each other. */
async function due(
  reader: Pick<Reader, 'ask'>,
  now: Date,
): Promise<readonly { readonly spec: BlockSpec; readonly period: string }[]> {
  const [first] = await reader.ask<{ readonly day: string | null }>(
    'SELECT min(day) AS day FROM visit WHERE is_test = 0',
  );
  if (!first?.day) return [];
  const today = dayInPhnomPenh(new Date(now.getTime() - GRACE_MS));
  const periods = {
    month: closedMonths(monthOf(first.day), today),
    quarter: closedQuarters(monthOf(first.day), today),
  };
  return (['month', 'quarter'] as const).flatMap((grain) =>
    periods[grain].flatMap((period) =>
      blocks.filter((spec) => spec.grain === grain).map((spec) => ({ spec, period })),
    ),
  );
}
