import { createRequire } from 'node:module';
import Fuse, { type IFuseOptions } from 'fuse.js';
import MiniSearch from 'minisearch';
import { buildRanker, type Catalogue, confidence, type Row, rank } from '../../bot/index.ts';

export interface Answer {
  /** Different labels, best first. */
  readonly labels: readonly string[];
  /** How sure the engine is of the first one; only the order of these numbers is compared. */
  readonly sureness: number;
}

export type Ask = (text: string) => Answer | Promise<Answer>;

/** A matcher under comparison: learns rows, then answers questions. */
export interface Engine {
  readonly name: string;
  /** Its cost grows so fast that a large catalogue is asked a sample only. */
  readonly slow?: boolean;
  /** Left out where the questions are Khmer. */
  readonly latinOnly?: boolean;
  build(rows: readonly LabelledRow[], glossary: Glossary): Ask | Promise<Ask>;
}

/** Words that mean the same thing; only our own engine takes them. */
export type Glossary = Catalogue['glossary'];
export type LabelledRow = Row & { readonly label: string };

export const ENGINES = [
  { name: 'ours', build: (rows, glossary) => ours(rows, glossary, true) },
  { name: 'ours without fuse', build: (rows, glossary) => ours(rows, glossary, false) },
  { name: 'fuse.js default', slow: true, build: (rows) => fuse(rows, {}) },
  { name: 'fuse.js token search', slow: true, build: (rows) => fuse(rows, { useTokenSearch: true }) },
  {
    name: 'fuse.js tokens, Khmer words',
    slow: true,
    build: (rows) => fuse(rows, { useTokenSearch: true, tokenize }),
  },
  { name: 'MiniSearch', build: miniSearch },
  { name: 'nlp.js', slow: true, latinOnly: true, build: nlpJs },
] as const satisfies readonly Engine[];

function ours(rows: readonly LabelledRow[], glossary: Glossary, useFuse: boolean): Ask {
  const ranker = buildRanker(rows, glossary);
  return (text) => {
    const { candidates, signals } = rank(ranker, text, { fuse: useFuse });
    return { labels: candidates.map(({ label }) => label), sureness: confidence(signals) };
  };
}

function fuse(rows: readonly LabelledRow[], options: IFuseOptions<LabelledRow>): Ask {
  const index = new Fuse(rows, { keys: ['text'], includeScore: true, ...options });
  return (text) => {
    const found = index.search(text);
    return { labels: distinct(found.map(({ item }) => item.label)), sureness: 1 - (found[0]?.score ?? 1) };
  };
}

function miniSearch(rows: readonly LabelledRow[]): Ask {
  const index = new MiniSearch({ fields: ['text'], tokenize, searchOptions: { fuzzy: 0.2, prefix: true } });
  index.addAll(rows.map(({ text }, id) => ({ id, text })));
  return (text) => {
    const found = index.search(text);
    return { labels: distinct(found.map(({ id }) => rows[id]!.label)), sureness: found[0]?.score ?? 0 };
  };
}

interface NlpJs {
  settings: { autoSave: boolean; log: boolean };
  addLanguage(language: string): void;
  addDocument(language: string, text: string, label: string): void;
  train(): Promise<void>;
  process(language: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }>;
}

/** nlp.js has no types and knows no Khmer. */
async function nlpJs(rows: readonly LabelledRow[]): Promise<Ask> {
  const require = createRequire(import.meta.url);
  const { containerBootstrap } = require('@nlpjs/core');
  const container = await containerBootstrap();
  container.use(require('@nlpjs/nlp').Nlp);
  container.use(require('@nlpjs/lang-en').LangEn);
  const nlp: NlpJs = container.get('nlp');
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage('en');
  for (const { text, label } of rows) nlp.addDocument('en', text, label);
  await withoutChatter(() => nlp.train());
  return async (text) => {
    const { classifications } = await nlp.process('en', text);
    const labels = classifications.map(({ intent }) => intent).filter((intent) => intent !== 'None');
    return { labels, sureness: classifications[0]?.intent === 'None' ? 0 : (classifications[0]?.score ?? 0) };
  };
}

/** nlp.js reports every epoch on the console. */
async function withoutChatter(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}

const WORDS = new Intl.Segmenter('km', { granularity: 'word' });

function tokenize(text: string): string[] {
  return Array.from(WORDS.segment(text.toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

function distinct(labels: readonly string[]): string[] {
  return [...new Set(labels)];
}
