import { MIGRATIONS } from '../../adapters/store/migrations.ts';
import type { Into } from './end.ts';

/** What is found in a database that is to be moved into. */
export interface Found {
  /** The source of a move into it that has not ended. */
  readonly unfinishedFrom: string | undefined;
  /** Its tables that are not empty. */
  readonly filled: readonly string[];
}

/** Whether a move into a database begins, goes on or begins anew. Throws a sentence when it may not. */
export function admitted(name: string, found: Found, { source, isAnew }: Into): 'begin' | 'go on' | 'anew' {
  const { unfinishedFrom, filled } = found;
  if (unfinishedFrom !== undefined) {
    if (isAnew) return 'anew';
    if (unfinishedFrom === source) return 'go on';
    throw new Error(
      `${name} is the target of a move from ${unfinishedFrom} that has not ended, and not of one from ${source}. Nothing was changed. Run that move again, or begin anew with --anew, which deletes what has been carried so far.`,
    );
  }
  if (filled.length === 0) return 'begin';
  throw new Error(
    `${name} is not empty (${filled.join(', ')}). Nothing was changed. Name a new database: a move fills an empty one, and mixes nothing.`,
  );
}

/**
 * Throws a sentence unless a database's tables are those of this program: a step that is missing here or there would
 * be left out without a word.
 * @param form how many steps its tables have taken; 0: there are none
 */
export function refuseOtherForm(name: string, form: number, role: 'source' | 'target'): void {
  const known = MIGRATIONS.length;
  if (form === known || (form === 0 && role === 'target')) return;
  if (form === 0) throw new Error(`${name} has no tables of Smart Villager: there is nothing to move.`);
  if (form > known)
    throw new Error(
      `${name} was written by a newer version of Smart Villager (${form}, this one knows ${known}). Move it with that version.`,
    );
  throw new Error(
    role === 'source'
      ? `${name} was written by an older version of Smart Villager (${form}, this one knows ${known}). Start the server of this version on it once, stop it, and move it then.`
      : `${name} was made by an older version of Smart Villager (${form}, this one knows ${known}). Name a new database.`,
  );
}
