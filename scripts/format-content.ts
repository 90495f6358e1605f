import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../adapters/content/files.ts';
import { formatContent } from '../adapters/content/format.ts';
import { commandLine } from './command.ts';
import { contentFolder } from './content.ts';

const HELP = `Writes every file under content/ in its one canonical form; comments stay.

  npm run format:content [-- --check] [--content DIR]

  --check         change nothing, name the files that would change
  --content DIR   the content folder (default: content)

Exit code: 0, 1 with --check when a file would change, 2 for wrong usage.`;

const { values } = commandLine(HELP, {
  check: { type: 'boolean', default: false },
  content: { type: 'string', default: 'content' },
});

const files = await readContent(contentFolder(values.content));
const changed = files.filter(({ name, text }) => formatContent(name, text) !== text);
for (const { name } of changed) {
  const path = join(values.content, name);
  console.log(
    values.check ? `${path} is not in canonical form · fix: npm run format:content` : `formatted ${path}`,
  );
  if (!values.check) writeFileSync(path, formatContent(name, readFileSync(path, 'utf8')));
}
process.exitCode = values.check && changed.length > 0 ? 1 : 0;
