import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Service } from '../bot/index.ts';
import { commandLine } from './command.ts';

const HELP = `Writes service.schema.json, with which editors complete and explain the fields of a service file.

  npm run schema [-- --check]

  --check   change nothing; exit 1 when the file is not what the code says

Exit code: 0, 1 with --check when the file is old, 2 for wrong usage.`;

const FILE = 'service.schema.json';
const { values } = commandLine(HELP, { check: { type: 'boolean', default: false } });

const schema = {
  $id: FILE,
  title: 'A public service · សេវាសាធារណៈ',
  ...z.toJSONSchema(Service, { io: 'input', unrepresentable: 'any' }),
};
const text = `${JSON.stringify(schema, null, 2)}\n`;

if (!values.check) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is older than the code · fix: npm run schema`);
  process.exitCode = 1;
}
