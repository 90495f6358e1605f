import {
  type BlockSpec,
  blocks,
  type CountedBlock,
  closedMonths,
  closedQuarters,
  monthOf,
  monthsOf,
  type PublishedBlock,
  type Refused,
  type SectorOf,
} from '../../bot/index.ts';
import { dayInPhnomPenh } from '../calendar.ts';
import type { Reader } from '../reader.ts';
import type { Store } from '../store.ts';
import { countBlock } from './count.ts';
import type { Measures } from './measures.ts';
import { idOf, isPublished, type Publication, readOn, type Standing } from './standing.ts';

/** What the public may know of a counted block, beside what it knows already: `publish` of the core, wherever it runs. */
export type Publish = (
  spec: BlockSpec,
  counted: CountedBlock,
  already: readonly PublishedBlock[],
) => PublishedBlock | Refused | Promise<PublishedBlock | Refused>;

export interface PublishParts {
  readonly reader: Pick<Reader, 'ask' | 'stream'>;
  readonly archive: Store['archive'];
  readonly publish: Publish;
  readonly measures: Measures;
  readonly sectorOf: SectorOf;
  readonly now: () => Date;
  /** What has been read of what stands: it is read on, and what is published is added to it. */
  readonly standing: Standing;
  /** Begins no further block once it is aborted: the rest is published another time. */
  readonly signal?: AbortSignal;
  /** Called for each, once it is on disk. */
  readonly onPublished?: (publication: Publication) => void;
}

/** Whoever wrote in the last minutes of a month is answered by then, and counted. */
const GRACE_MS = 86_400_000;

/**
 * Publishes what is over and has not been published: months first, quarters when their months are there. What stands
 * published stays as it is, also when it could not be published for a reason.
 */
export async function publishClosed(parts: PublishParts): Promise<void> {
  const { reader, measures, sectorOf, archive, now, standing, signal, onPublished = () => {} } = parts;
  await readOn(reader, standing);
  for (const { spec, period } of await due(reader, now())) {
    if (signal?.aborted) break;
    const address = { period, block: spec.id };
    if (standing.has(idOf(address))) continue;
    const counted = await countBlock(reader, measures, spec, period, sectorOf);
    const published = await parts.publish(spec, counted, linkedTo(spec, period, standing));
    const one: Publication = 'refused' in published ? { ...address, ...published } : published;
    const row = { id: idOf(one), ...address, at: now().getTime(), content: JSON.stringify(one) };
    await archive({ table: 'published', row });
    standing.set(idOf(one), one);
    onPublished(one);
  }
}

/** What was published of the facts of a block before it. */
const linkedTo = ({ shownBy = [] }: BlockSpec, period: string, standing: Standing): PublishedBlock[] =>
  shownBy
    .flatMap(({ block }) => monthsOf(period).map((month) => standing.get(idOf({ period: month, block }))))
    .filter((one) => one !== undefined)
    .filter(isPublished);

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
