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
  readonly now: () => Date;
  /** What has been read of what stands: it is read on, and what is published is added to it. */
  readonly standing: Standing;
  /** Asked before each block; when not, the rest is published another time, or by somebody else. */
  readonly mayGoOn?: () => Promise<boolean>;
  /** Called for each, once it is on disk. */
  readonly onPublished?: (publication: Publication) => void;
}

/** A block that could not be counted, protected or written this time. */
export interface Failure {
  /** Period and block. */
  readonly id: string;
  readonly error: unknown;
}

/** Whoever wrote in the last minutes of a month is answered by then, and counted. */
const GRACE_MS = 86_400_000;

/**
 * Publishes what is over and has not been published: months first, quarters when their months are there. What stands
 * published stays as it is, also when it could not be published for a reason. Where one fails, the others go on that do
 * not hang on it; resolves with those that failed.
 */
export async function publishClosed(parts: PublishParts): Promise<readonly Failure[]> {
  const { reader, now, standing, mayGoOn = async () => true } = parts;
  await readOn(reader, standing);
  const failures: Failure[] = [];
  for (const { spec, period } of await due(reader, now())) {
    const id = idOf({ period, block: spec.id });
    const linked = linkedTo(spec, period).map((link) => standing.get(link));
    if (standing.has(id) || linked.includes(undefined)) continue;
    if (!(await mayGoOn())) break;
    try {
      await publishOne(parts, spec, period);
    } catch (error) {
      failures.push({ id, error });
    }
  }
  return failures;
}

async function publishOne(parts: PublishParts, spec: BlockSpec, period: string): Promise<void> {
  const { reader, measures, archive, now, standing, onPublished = () => {} } = parts;
  const address = { period, block: spec.id };
  const linked = linkedTo(spec, period).flatMap((link) => standing.get(link) ?? []);
  const counted = await countBlock(reader, measures, spec, period);
  const published = await parts.publish(spec, counted, linked.filter(isPublished));
  const one: Publication = 'refused' in published ? { ...address, ...published } : published;
  const row = { id: idOf(one), ...address, at: now().getTime(), content: JSON.stringify(one) };
  await archive({ table: 'published', row });
  // Somebody else may have been first: what is on disk is what is public.
  await readOn(reader, standing);
  const stands = standing.get(row.id);
  if (stands) onPublished(stands);
}

/** What has to be published before a block: of the same facts, and of the people behind them. */
const linkedTo = ({ shownBy = [], people }: BlockSpec, period: string): string[] => [
  ...(people ? [idOf({ period, block: people.block })] : []),
  ...shownBy.flatMap(({ block }) => monthsOf(period).map((month) => idOf({ period: month, block }))),
];

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
