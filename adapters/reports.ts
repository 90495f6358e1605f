import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TurnRecord } from '../bot/index.ts';

/** Keeps what citizens report about the content for its editors. Rejects when it cannot be written down. */
export type KeepRecords = (
  records: readonly TurnRecord[],
  context: { readonly at: Date; readonly version: string },
) => Promise<void>;

export interface Reports {
  readonly keep: KeepRecords;
  /** Drops what is older than 90 days; to be called every day. */
  readonly sweep: (now: Date) => Promise<void>;
}

/** Texts that citizens typed are kept this long, scrubbed, and no longer. */
const KEPT_DAYS = 90;
export const DAY_MS = 86_400_000;

/**
 * Appends reports to a file, one JSON line each: {at, catalogue_version, kind, service, text}. Opening it drops
 * what is older than 90 days, and fails with a sentence when the folder cannot be written.
 */
export async function openReports(path: string, now: Date): Promise<Reports> {
  let writing: Promise<unknown> = Promise.resolve();
  /** One after the other, so that a sweep loses no line that is being written. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = writing.then(work, work);
    writing = done.catch(() => undefined);
    return done;
  };
  const sweep = (at: Date) =>
    inTurn(() => dropOld(path, new Date(at.getTime() - KEPT_DAYS * DAY_MS).toISOString()));
  try {
    await mkdir(dirname(path), { recursive: true });
    await sweep(now);
  } catch (error) {
    throw new Error(
      `Reports cannot be kept in ${path}: ${(error as Error).message}. Make the folder writable, or set DATA_DIR.`,
      { cause: error },
    );
  }
  return {
    sweep,
    keep: async (records, { at, version }) => {
      if (records.length === 0) return;
      const lines = records.map((record) =>
        JSON.stringify({ at: at.toISOString(), catalogue_version: version, ...record }),
      );
      await inTurn(() => appendFile(path, `${lines.join('\n')}\n`));
    },
  };
}

/** Rewrites the file without old lines; through a second file, so that a crash loses nothing. */
async function dropOld(path: string, oldest: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const kept = text.split('\n').filter((line) => line !== '' && dateOf(line) >= oldest);
  await writeFile(`${path}.new`, kept.map((line) => `${line}\n`).join(''));
  await rename(`${path}.new`, path);
}

/** When a line was written; a line that is not ours is kept until somebody has looked at it. */
function dateOf(line: string): string {
  return /^\{"at":"([^"]+)"/.exec(line)?.[1] ?? '9999';
}
