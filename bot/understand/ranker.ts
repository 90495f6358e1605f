import { EMPTY_BAG } from './bag.ts';
import { buildChannel, type Channel } from './channel.ts';
import { type Glossary, readGlossary } from './glossary.ts';
import { createReader } from './reader.ts';
import { readText } from './reading.ts';
import type { GlossaryEntry, Row } from './row.ts';
import { soundFeatures, soundOf } from './sound.ts';
import { indexWords, type WordIndex } from './word-index.ts';

/** Everything that ranking needs: strings and typed arrays, so that a worker can build it and hand it over. */
export interface RankerData {
  /** In the order of the rows. Rows that are not ours stand behind the last one, as label number `labels.length`. */
  readonly labels: readonly string[];
  readonly texts: readonly string[];
  readonly labelOf: Uint32Array;
  readonly hasNone: boolean;
  readonly glossary: Glossary;
  readonly spelling: Channel;
  readonly words: WordIndex;
  /** How Khmer rows sound, for questions in Latin letters; absent when no row is Khmer. */
  readonly sound: Channel | undefined;
}

/** Learns to tell the rows' labels apart. The same rows always give the same ranker. */
export function buildRanker(
  rows: readonly Row[],
  glossary: readonly GlossaryEntry[] = [],
  reader = createReader(),
): RankerData {
  const labels = [...new Set(rows.map((row) => row.label))].filter((label) => label !== null);
  const numberOf = new Map(labels.map((label, number) => [label, number]));
  const labelOf = Uint32Array.from(rows, ({ label }) =>
    label === null ? labels.length : numberOf.get(label)!,
  );
  const hasNone = rows.some(({ label }) => label === null);
  const rowsOf = rowsByLabel(labelOf, labels.length + (hasNone ? 1 : 0));
  const known = readGlossary(glossary, reader);
  const read = rows.map(({ text }) => readText(text, known, reader));
  const sounds = read.map(({ soundsKhmer }, row) =>
    soundsKhmer ? soundFeatures(soundOf(rows[row]!.text, reader), reader) : EMPTY_BAG,
  );
  return {
    labels,
    texts: rows.map(({ text }) => text),
    labelOf,
    hasNone,
    glossary: known,
    spelling: buildChannel(
      read.map(({ spelling }) => spelling),
      rowsOf,
    ),
    words: indexWords(rowsOf.map((own) => own.map((row) => read[row]!.words))),
    sound: read.some(({ hasKhmer }) => hasKhmer) ? buildChannel(sounds, rowsOf) : undefined,
  };
}

function rowsByLabel(labelOf: Uint32Array, labelCount: number): number[][] {
  const rowsOf: number[][] = Array.from({ length: labelCount }, () => []);
  labelOf.forEach((label, row) => {
    rowsOf[label]!.push(row);
  });
  return rowsOf;
}
