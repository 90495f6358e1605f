import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatContent } from '../adapters/content/format.ts';
import { loadContent } from '../adapters/content/load.ts';
import { Id } from '../bot/index.ts';
import { commandLine, wrongUsage } from './command.ts';
import { contentFolder } from './content.ts';

const HELP = `Writes a commented file to start a new service from.

  npm run new-service -- <sector>/<id>      such as transport/boat-licence

  --content DIR   the content folder (default: content)

Exit code: 0, 2 when the sector is unknown, the id is not an id, or the file exists.`;

const { values, positionals } = commandLine(
  HELP,
  { content: { type: 'string', default: 'content' } },
  { words: true },
);
const folder = contentFolder(values.content);
const [sector = '', id = '', ...more] = positionals.join(' ').split('/');
const path = join(folder, 'services', sector, `${id}.yaml`);
const trouble = await troubleWith();
if (trouble) wrongUsage(trouble, HELP);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, formatContent('services/', stub()));
console.log(`${path} is written. Fill it in, then: npm run check:content -- --only ${id}`);

async function troubleWith(): Promise<string | undefined> {
  if (!sector || !id || more.length > 0) return 'Name the new service as <sector>/<id>.';
  for (const name of [sector, id]) {
    const parsed = Id.safeParse(name);
    if (!parsed.success) return `"${name}": ${parsed.error.issues[0]?.message}`;
  }
  const sectors = await knownSectors();
  if (!sectors.includes(sector)) return `There is no sector "${sector}"; there are ${sectors.join(', ')}.`;
  return existsSync(path) ? `${path} exists already.` : undefined;
}

/** From the list of sectors; while the content is broken, from the folders that are there. */
async function knownSectors(): Promise<string[]> {
  const { catalogue } = await loadContent(folder);
  if (catalogue) return catalogue.sectors.map((one) => one.id);
  const services = join(folder, 'services');
  if (!existsSync(services)) return [];
  return readdirSync(services, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
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
    general: ['…']
  en:
    general: ['…']
  km-Latn:
    general: ['…']
`;
}
