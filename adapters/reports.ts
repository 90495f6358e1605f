import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TurnRecord } from '../bot/index.ts';

/** Keeps what editors should read. */
export type KeepRecords = (records: readonly TurnRecord[], context: { readonly at: Date; readonly version: string }) => Promise<void>;

/** Appends content reports and unanswered questions, scrubbed by the engine, to a JSON-lines file. */
export function recordsInFile(path: string): KeepRecords {
  return async (records, { at, version }) => {
    if (records.length === 0) return;
    await mkdir(dirname(path), { recursive: true });
    const lines = records.map((record) => JSON.stringify({ at: at.toISOString(), catalogue_version: version, ...record }));
    await appendFile(path, `${lines.join('\n')}\n`);
  };
}
