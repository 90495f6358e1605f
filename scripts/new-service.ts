import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadContent } from '../adapters/content/load.ts';
import { Id } from '../bot/index.ts';
import { commandLine } from './command.ts';

const HELP = `Writes a commented file to start a new service from.

  npm run new-service -- <sector>/<id>      such as transport/boat-licence

  --content DIR   the content folder (default: content)

Exit code: 0, 2 when the sector is unknown, the id is not an id, or the file exists.`;

const { values, positionals } = commandLine(HELP, { content: { type: 'string', default: 'content' } });
const [sector = '', id = ''] = (positionals[0] ?? '').split('/');
const path = join(values.content, 'services', sector, `${id}.yaml`);
const trouble = await troubleWith();
if (trouble) {
  console.error(`${trouble}\n\n${HELP}`);
  process.exitCode = 2;
} else {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stub());
  console.log(`${path} is written. Fill it in, then: npm run check:content -- --only ${id}`);
}

async function troubleWith(): Promise<string | undefined> {
  if (!sector || !id) return 'Name the new service as <sector>/<id>.';
  const parsed = Id.safeParse(id);
  if (!parsed.success) return `"${id}": ${parsed.error.issues[0]?.message}`;
  const { catalogue } = await loadContent(values.content);
  const sectors = catalogue?.sectors.map((one) => one.id) ?? [];
  if (catalogue && !sectors.includes(sector))
    return `There is no sector "${sector}"; there are ${sectors.join(', ')}.`;
  return existsSync(path) ? `${path} exists already.` : undefined;
}

function stub(): string {
  return `# yaml-language-server: $schema=../../../service.schema.json
id: ${id}
status: draft # active when it may be told to citizens
reviewed: false # true when a Khmer speaker of the field has read the Khmer
name: { km: '…', en: '…' }
short: { km: '…', en: '…' } # a button: at most 20 letters
summary:
  km: '…'
  en: '…'
sector: ${sector}
levels: [district] # commune, district, province, national
# What it costs. One of amount + currency, free: true, range, percent, or unknown: true; never a guess.
fees:
  - id: service
    unknown: true
    # amount: 25000
    # currency: KHR
    # source: { ref: MY-SOURCE }
documents:
  unknown: true
duration:
  unknown: true
offices:
  unknown: true
# Where each fact was read; facts name the key: source: { ref: MY-SOURCE }
sources: {}
#  MY-SOURCE:
#    publisher: { km: '…', en: '…' }
#    url: https://…
#    kind: official # press, private, reported
#    retrieved_on: '2026-11'
verified: never # or { on: '2026-11-20', by: …, method: office }
aliases:
  km: []
  en: []
  km-Latn: []
# Questions as citizens type them, by what they ask: fee, documents, time, where, validity, steps, legal, general.
examples:
  km:
    general: ['សំណួរ…']
  en:
    general: ['a question…']
  km-Latn:
    general: ['somnuor…']
`;
}
