import { createHash } from 'node:crypto';
import { type Catalogue, type Lessons, learn } from '../../bot/index.ts';
import { type ContentFile, readContent } from './files.ts';
import { checkContent, type LocatedIssue } from './load.ts';

/** A content folder turned into what the engine needs, or why that failed. Plain data: a worker can hand it over. */
export type Built =
  | {
      readonly ok: true;
      readonly version: string;
      readonly catalogue: Catalogue;
      readonly lessons: Lessons;
      readonly warnings: number;
    }
  | { readonly ok: false; readonly version: string; readonly issues: readonly LocatedIssue[] };

/** Reads, checks and learns a content folder. Takes about a second: not for the main loop. */
export const buildContent = async (folder: string): Promise<Built> => buildFiles(await readContent(folder));

/** A catalogue that was found right, before anything was learnt from it. */
export interface Checked {
  readonly version: string;
  readonly catalogue: Catalogue;
}

/** The same for files already read; `onChecked` hears of the catalogue before the slower learning. */
export function buildFiles(files: readonly ContentFile[], onChecked?: (checked: Checked) => void): Built {
  const version = versionOf(files);
  const { catalogue, issues } = checkContent(files);
  if (!catalogue)
    return { ok: false, version, issues: issues.filter(({ severity }) => severity === 'error') };
  onChecked?.({ version, catalogue });
  return { ok: true, version, catalogue, lessons: learn(catalogue), warnings: issues.length };
}

/** The first 12 hex digits of the SHA-256 of all files: records name the content they were made with. */
export function versionOf(files: readonly ContentFile[]): string {
  const hash = createHash('sha256');
  for (const { name, text, unreadBytes } of files) hash.update(`${name}\0${unreadBytes ?? text}\0`);
  return hash.digest('hex').slice(0, 12);
}

/** "services/identity/passport.yaml:12:3 …" */
export const issueLine = ({ file, line, column, message, fix }: LocatedIssue): string =>
  `${file}:${line}:${column} ${message}${fix ? ` · fix: ${fix}` : ''}`;
