import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { versionOf } from '../adapters/content/build.ts';
import type { ContentFile } from '../adapters/content/files.ts';
import { unpack } from '../adapters/packed.ts';
import { commandLine, wrongUsage } from './command.ts';
import { readerOfCommand, settingsOfCommand } from './settings.ts';

const HELP = `Reads back the content that answers came from: every record names its version (catalogue_version).

  npm run -s catalogue                            the list: version, and when it was first served (UTC)
  npm run -s catalogue -- VERSION --out FOLDER    writes the files of a version into a new folder

What had changed since: diff -r FOLDER content

Exit code: 0; 1 when there is no such version, or it is damaged; 2 for wrong usage.`;

const { values, positionals } = commandLine(HELP, { out: { type: 'string' } }, { words: true });
const [version, ...more] = positionals as readonly string[];
if (more.length > 0) wrongUsage(`One version at a time; seen "${more.join(' ')}" as well.`, HELP);
if ((version === undefined) !== (values.out === undefined))
  wrongUsage('A version and --out FOLDER belong together.', HELP);
const reader = await readerOfCommand(settingsOfCommand());
if (version === undefined || values.out === undefined) await list();
else await write(version, values.out);
await reader.close();

async function list(): Promise<void> {
  const rows = await reader.ask<{ readonly version: string; readonly at: number }>(
    'SELECT version, at FROM catalogue ORDER BY at, version',
  );
  if (rows.length === 0) console.log('No content is archived: a server does that when it starts.');
  for (const row of rows) console.log(`${row.version}\t${new Date(row.at).toISOString().slice(0, 16)}`);
}

async function write(wanted: string, folder: string): Promise<void> {
  if (existsSync(folder)) throw new Error(`${folder} is there already. Name a new folder.`);
  const [row] = await reader.ask<{ readonly files: string }>(
    'SELECT files FROM catalogue WHERE version = ?',
    [wanted],
  );
  if (!row)
    throw new Error(
      `No content ${wanted} is archived. Those that are: npm run -s catalogue, without a word.`,
    );
  const files = filesIn(row.files);
  if (!files || versionOf(files) !== wanted)
    throw new Error(
      `The content ${wanted} is damaged: its files do not make this version. Look into a backup.`,
    );
  for (const { name, text } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.log(`${folder}: ${files.length} files of ${wanted}`);
}

function filesIn(packed: string): readonly ContentFile[] | undefined {
  try {
    return Object.entries(unpack(packed)).map(([name, text]) => ({ name, text }));
  } catch {
    return undefined;
  }
}
