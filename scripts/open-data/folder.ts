import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Reads a file of the open data by its name; undefined where there is none. */
export type Get = (name: string) => Promise<string | undefined>;

/** One line of a table, by column. */
export type Line = Readonly<Record<string, string>>;

/** All that stands in a folder of open data, as it was found, and what is wrong with it. */
export interface Found {
  readonly files: ReadonlyMap<string, string>;
  readonly table: (name: string) => readonly Line[];
  readonly differences: readonly string[];
}

const CHECKSUMS = 'checksums.txt';

/** From a server: over the wire, as everybody else gets it. */
export const fromServer = (address: string): Get => {
  const base = `${address.replace(/\/+$/, '')}/`;
  return async (name) => {
    const address = new URL(name, base);
    // A connection that was kept open may be closed by the server just as it is used again.
    const response = await fetch(address).catch(() => fetch(address));
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
    // Not text(), which would swallow a byte order mark.
    return Buffer.from(await response.arrayBuffer()).toString('utf8');
  };
};

export const fromFolder =
  (folder: string): Get =>
  async (name) =>
    readFile(join(folder, name), 'utf8').catch(() => undefined);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Reads every file that the checksums name, and compares it with its own. */
export async function readFolder(get: Get): Promise<Found> {
  const checksums = await get(CHECKSUMS);
  if (checksums === undefined) throw new Error(`${CHECKSUMS} is missing: is this the address of open data?`);
  const files = new Map<string, string>();
  const differences: string[] = [];
  for (const line of checksums.split('\n').filter((each) => each !== '')) {
    const [digest, name = ''] = line.split('  ');
    const text = await get(name);
    if (text === undefined) differences.push(`${name}: is named in ${CHECKSUMS}, and missing`);
    else if (sha256(text) !== digest) differences.push(`${name}: does not have the checksum in ${CHECKSUMS}`);
    if (text !== undefined) files.set(name, text);
  }
  return { files, table: (name) => linesOf(files.get(`${name}.csv`) ?? ''), differences };
}

export const linesOf = (text: string): Line[] => parse(text, { columns: true, skip_empty_lines: true });

/** Lines with the same key together, in their order. */
export function grouped(lines: readonly Line[], keyOf: (line: Line) => string): ReadonlyMap<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return groups;
}
