import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Knowledge } from '../../../bot/index.ts';
import { loadedOnce } from '../../loaded-once.ts';
import type { PublicFigures } from '../../public-figures.ts';
import { codeLists } from './code-lists.ts';
import { csvLines } from './csv-lines.ts';
import { dataPackage, type Served } from './datapackage.ts';
import { dcat } from './dcat.ts';
import { bytesOf, sha256 } from './digest.ts';
import { blockTables, frameTables, type OpenTable } from './tables.ts';

/** One file of the open data, as it stands. */
export interface OpenFile {
  readonly name: string;
  readonly type: string;
  readonly parts: readonly string[];
  readonly bytes: number;
  readonly sha256: string;
  /** Compressed once, in a thread of its own, when somebody first asks for it that way. */
  readonly compressed: () => Promise<Buffer>;
}

export const CSV = 'text/csv; charset=utf-8';
const compress = promisify(gzip);

/** Everything under /open-data/: tables, what describes them, the SQL, and the checksums of all that. */
export function openFolder(
  figures: Pick<PublicFigures, 'blocks' | 'publishedAt' | 'measures' | 'isDemo'>,
  knowledge: Knowledge,
  origin: string,
): ReadonlyMap<string, OpenFile> {
  const published = [...figures.blocks()].sort(inOrder);
  const tables = [
    ...blockTables(published),
    ...frameTables(published, figures.publishedAt),
    ...codeLists(knowledge),
  ].map((table) => ({ table, file: file(`${table.name}.csv`, CSV, [heading(table), ...table.parts]) }));
  const served: Served[] = tables.map(({ table, file: { bytes, sha256 } }) => ({ table, bytes, sha256 }));
  const newest = Math.max(0, ...published.map(({ period }) => figures.publishedAt(period) ?? 0));
  const about = {
    origin,
    isDemo: figures.isDemo(),
    modified: newest > 0 ? new Date(newest).toISOString() : undefined,
  };
  const files = [
    ...tables.map((one) => one.file),
    ...[...figures.measures].map(([name, sql]) =>
      file(`measures/${name}.sql`, 'text/plain; charset=utf-8', [sql]),
    ),
    file('datapackage.json', 'application/json; charset=utf-8', [
      dataPackage({ ...about, say: knowledge.speech('en') }, served),
    ]),
    file('dcat.jsonld', 'application/ld+json; charset=utf-8', [dcat(knowledge, about, served)]),
  ];
  const checksums = files.map((one) => `${one.sha256}  ${one.name}\n`);
  const all = [...files, file('checksums.txt', 'text/plain; charset=utf-8', checksums)];
  return new Map(all.map((one) => [one.name, one]));
}

/** Periods of one grain sort as text; the order of the files must not depend on who published when. */
const inOrder = (a: { period: string; block: string }, b: { period: string; block: string }): number =>
  a.period < b.period || (a.period === b.period && a.block < b.block) ? -1 : 1;

const heading = ({ fields }: OpenTable): string => csvLines([fields.map(({ name }) => name)]);

function file(name: string, type: string, parts: readonly string[]): OpenFile {
  return {
    name,
    type,
    parts,
    bytes: bytesOf(parts),
    sha256: sha256(parts),
    compressed: loadedOnce(() => compress(parts.join('')) as Promise<Buffer>),
  };
}
