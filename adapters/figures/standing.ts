import type { PublishedBlock, Refused } from '../../bot/index.ts';
import type { Reader } from '../reader.ts';

/** What stands in the table of what was published: a block of a period, or why it cannot be. */
export type Publication = PublishedBlock | ({ readonly period: string; readonly block: string } & Refused);

/** What stands published, by its id, as far as it has been read. */
export type Standing = Map<string, Publication>;

export const isPublished = (one: Publication): one is PublishedBlock => !('refused' in one);

export const idOf = ({ period, block }: Pick<Publication, 'period' | 'block'>): string =>
  `${period}/${block}`;

/** Reads what was published since: once published, a period does not change. */
export async function readOn(reader: Pick<Reader, 'stream'>, standing: Standing): Promise<void> {
  const known = [...standing.keys()];
  const batches = reader.stream<{ readonly content: string }>(
    `SELECT content FROM published WHERE id NOT IN (${known.map(() => '?').join(', ') || "''"}) ORDER BY period, block`,
    known,
  );
  const shared = sharedTexts();
  for await (const batch of batches)
    for (const { content } of batch) {
      const one = withSharedTexts(JSON.parse(content), shared);
      standing.set(idOf(one), one);
    }
}

/** The same few codes stand in hundreds of thousands of cells: each is held once. */
function sharedTexts(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const held = texts.get(text);
    if (held === undefined) texts.set(text, text);
    return held ?? text;
  };
}

function withSharedTexts(one: Publication, shared: (text: string) => string): Publication {
  if (!isPublished(one)) return one;
  const { period, block } = one;
  const cells = one.cells.map(({ row, facet, value, measure, n }) => ({
    period,
    block,
    row: shared(row),
    facet: shared(facet),
    value: shared(value),
    measure: shared(measure),
    n,
  }));
  return { ...one, cells };
}
