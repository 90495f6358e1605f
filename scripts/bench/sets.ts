import { readFileSync } from 'node:fs';
import { type Catalogue, type Row, topicRows } from '../../bot/index.ts';
import type { ExpectedQuestion } from '../evaluate/questions.ts';
import { readRows } from '../evaluate/rows.ts';
import type { Glossary, LabelledRow } from './engines.ts';

/** Rows to learn and questions to ask, label null = out of scope. */
export interface BenchSet {
  readonly name: string;
  readonly rows: readonly LabelledRow[];
  readonly queries: readonly Row[];
  /** Half or more of it is Khmer: engines that know no Khmer are left out. */
  readonly khmer?: boolean;
  /** For our own engine: words that mean the same thing. */
  readonly glossary?: Glossary;
}

type SplitRow = Row & { readonly split?: string };

/** A public set: ten examples for each label, every question of its development split. */
export function publicSet(data: string, name: string): BenchSet {
  const rows: readonly SplitRow[] = readRows(`${data}/${name}.dev.jsonl`);
  const strangers = readRows(`${data}/clinc150.dev.jsonl`).filter(({ label }) => label === null);
  const asked = rows.filter(({ split }) => split !== 'train10');
  const foreign = asked.some(({ label }) => label === null) ? [] : strangers;
  return {
    name: foreign.length > 0 ? `${name} (out of scope: CLINC150's)` : name,
    rows: rows.filter((row): row is LabelledRow & SplitRow => row.split === 'train10' && row.label !== null),
    queries: [...asked, ...foreign],
  };
}

/** The project's own catalogue, asked the project's own questions about services; the first fair answer counts. */
export function ownCatalogue(catalogue: Catalogue, questions: readonly ExpectedQuestion[]): BenchSet {
  const rows = topicRows(catalogue).filter((row): row is LabelledRow => row.label !== null);
  const about = questions.filter(
    ({ service }) => !service.startsWith('intent:') && service !== 'out-of-scope',
  );
  return {
    name: `the catalogue, ${catalogue.services.length} services`,
    rows,
    queries: about.map(({ text, service }) => ({ label: `service:${service.split('|')[0]}`, text })),
    khmer: true,
    glossary: catalogue.glossary,
  };
}

const ALIASES = 5;
const WORDS_PER_ALIAS = 7;
const KEPT = 0.45;

/**
 * Invented services: Khmer phrases of common words. A question keeps some of an alias's words, without spaces, and has
 * one letter in ten wrong; every fourth one is typed in Latin letters instead, as the word list spells them.
 */
export function inventedServices(data: string, services: number, questions: number): BenchSet {
  const random = seeded(20261120);
  const spellings = readSpellings(`${data}/romanised_auto.dev.tsv`);
  const words = [...spellings.keys()];
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const catalogue = Array.from({ length: services }, (_, service) => {
    const core = Array.from({ length: 3 }, () => pick(words));
    const aliases = Array.from({ length: ALIASES }, () => {
      const others = Array.from({ length: WORDS_PER_ALIAS - 2 }, () => pick(words));
      return [...core.filter(() => random() < 0.67), ...others];
    });
    return { label: `service-${service}`, aliases };
  });
  const queries = Array.from({ length: questions }, (_, at) => {
    const { label, aliases } = pick(catalogue);
    const kept = pick(aliases).filter(() => random() < KEPT + 0.1);
    const latin = at % 4 === 3;
    const text = kept.map((word) => (latin ? pick(spellings.get(word)!) : word)).join(latin ? ' ' : '');
    return { label, text: mistype(text, random) };
  });
  const rows = catalogue.flatMap(({ label, aliases }) =>
    aliases.map((words) => ({ label, text: words.join('') })),
  );
  return {
    name: `${services} invented services`,
    rows,
    queries: queries.filter(({ text }) => text !== ''),
    khmer: true,
  };
}

function readSpellings(file: string): Map<string, string[]> {
  const spellings = new Map<string, string[]>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [khmer = '', latin = ''] = line.split('\t');
    if (khmer.length > 2 && khmer.length < 9) spellings.set(khmer, [...(spellings.get(khmer) ?? []), latin]);
  }
  return new Map([...spellings].slice(0, 4000));
}

/** One letter in ten is dropped, doubled or swapped with the next. */
function mistype(text: string, random: () => number): string {
  const letters = Array.from(text);
  for (let error = 0; error < Math.round(letters.length / 10); error += 1) {
    const at = Math.floor(random() * letters.length);
    const kind = Math.floor(random() * 3);
    if (kind === 0) letters.splice(at, 1);
    else if (kind === 1) letters.splice(at, 0, letters[at]!);
    else letters.splice(at, 2, letters[at + 1] ?? '', letters[at]!);
  }
  return letters.join('');
}

/** The same numbers every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
