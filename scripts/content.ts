import { statSync } from 'node:fs';
import { buildContent, issueLine } from '../adapters/content/build.ts';
import { type LocatedIssue, loadContent } from '../adapters/content/load.ts';
import { type Catalogue, createKnowledge, type Knowledge } from '../bot/index.ts';

/** The content of a folder, ready to answer; ends the command with all troubles when it is broken. */
export async function knowledgeOf(folder: string): Promise<Knowledge> {
  const built = await buildContent(contentFolder(folder));
  if (built.ok) return createKnowledge(built.catalogue, built.lessons, built.version);
  return broken(folder, built.issues);
}

/** What the content says, with nothing learnt from it; ends the command with all troubles when it is broken. */
export async function catalogueOf(folder: string): Promise<Catalogue> {
  const { catalogue, issues } = await loadContent(contentFolder(folder));
  return catalogue ?? broken(folder, issues);
}

function broken(folder: string, issues: readonly LocatedIssue[]): never {
  const errors = issues.filter(({ severity }) => severity === 'error');
  console.error(`The content in ${folder}/ is broken:\n${errors.map(issueLine).join('\n')}`);
  process.exit(1);
}

/** The folder, which is there; ends the command with a sentence when it is not. */
export function contentFolder(folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  console.error(`There is no content folder ${folder}. Pass --content DIR.`);
  process.exit(1);
}
