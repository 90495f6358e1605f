import { z } from 'zod';
import {
  ASPECTS,
  AspectWords,
  type Catalogue,
  checkCatalogue,
  Fact,
  GlossaryEntry,
  INTENTS,
  IntentWords,
  type Issue,
  Law,
  LOCALES,
  type Locale,
  Offices,
  OutOfScope,
  Place,
  RatingWords,
  Sector,
  Service,
  type Strings,
} from '../../bot/index.ts';
import { explain } from './explain.ts';
import { type ContentFile, readContent } from './files.ts';
import { type Parsed, type Position, parse } from './parse.ts';

/** An issue with the line and column it stands at. */
export interface LocatedIssue extends Issue, Position {}

/** What a content folder turned out to be: a catalogue when nothing is wrong, and everything found. */
export interface Loaded {
  readonly catalogue?: Catalogue;
  readonly issues: readonly LocatedIssue[];
}

const StringsFile: z.ZodType<Strings> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), StringsFile])),
);

/** Which schema a file follows, by where it stands. A folder is a list, a file is one thing. */
const shelves = [
  { pattern: /^services\/([^/]+)\/([^/]+)\.yaml$/, schema: Service },
  { pattern: /^aspects\/([^/]+)\.yaml$/, schema: AspectWords },
  { pattern: /^intents\/([^/]+)\.yaml$/, schema: IntentWords },
  { pattern: /^locales\/(km|en)\.yaml$/, schema: StringsFile },
  { pattern: /^sectors\.yaml$/, schema: z.array(Sector).min(1) },
  { pattern: /^facts\.yaml$/, schema: z.array(Fact) },
  { pattern: /^laws\.yaml$/, schema: z.array(Law) },
  { pattern: /^places\.yaml$/, schema: z.array(Place).min(1) },
  { pattern: /^offices\.yaml$/, schema: Offices },
  { pattern: /^glossary\.yaml$/, schema: z.array(GlossaryEntry) },
  { pattern: /^out-of-scope\.yaml$/, schema: z.array(OutOfScope) },
  { pattern: /^rating\.yaml$/, schema: RatingWords },
] as const;

interface Read {
  readonly name: string;
  readonly parsed: Parsed;
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

function read({ name, text, unreadBytes }: ContentFile): Read {
  const parsed = parse(name, text, unreadBytes);
  if (parsed.issues.length > 0) return { name, parsed, value: undefined, issues: parsed.issues };
  const shelf = shelves.find(({ pattern }) => pattern.test(name));
  if (!shelf)
    return {
      name,
      parsed,
      value: undefined,
      issues: [
        {
          severity: 'error',
          file: name,
          path: [],
          message: 'nothing reads this file here; a service is services/<sector>/<id>.yaml',
        },
      ],
    };
  const result = (shelf.schema as z.ZodType).safeParse(parsed.value);
  if (!result.success)
    return {
      name,
      parsed,
      value: undefined,
      issues: explain(name, shelf.schema, parsed.value, result.error.issues),
    };
  return { name, parsed, value: result.data, issues: namedRight(name, result.data) };
}

/** A file is named after what it holds, so that it can be found. */
function namedRight(name: string, value: unknown): Issue[] {
  const id = typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined;
  const stem = name
    .split('/')
    .at(-1)
    ?.replace(/\.yaml$/, '');
  if (id === undefined || id === stem) return [];
  return [
    {
      severity: 'error',
      file: name,
      path: ['id'],
      message: `the id "${id}" and the file name differ`,
      fix: `id: ${stem}`,
    },
  ];
}

/** Reads and checks a whole content folder; every trouble is told at once. */
export async function loadContent(folder: string): Promise<Loaded> {
  return checkContent(await readContent(folder));
}

/** The same for files already read. */
export function checkContent(
  files: readonly ContentFile[],
  today = new Date().toISOString().slice(0, 10),
): Loaded {
  const reads = files.map(read);
  const locate = (issue: Issue & { position?: Position }): LocatedIssue => {
    const position = issue.position ??
      reads.find(({ name }) => name === issue.file)?.parsed.locate(issue.path) ?? { line: 1, column: 1 };
    return { ...issue, ...position };
  };
  const broken = reads.flatMap(({ issues }) => issues);
  const { catalogue, missing } = assemble(reads);
  if (broken.length > 0 || missing.length > 0) return { issues: [...broken, ...missing].map(locate) };
  const fileOf = new Map(reads.map(({ name, value }) => [value, name]));
  const issues = checkCatalogue(catalogue, (service) => fileOf.get(service) ?? 'services', today).map(locate);
  return issues.some(({ severity }) => severity === 'error') ? { issues } : { catalogue, issues };
}

function assemble(reads: readonly Read[]): {
  readonly catalogue: Catalogue;
  readonly missing: readonly Issue[];
} {
  const missing: Issue[] = [];
  const one = <Value>(name: string, fallback: Value): Value => {
    const found = reads.find((file) => file.name === name);
    if (!found) missing.push({ severity: 'error', file: name, path: [], message: 'this file is missing' });
    return (found?.value as Value | undefined) ?? fallback;
  };
  const all = <Value>(folder: string): Value[] =>
    reads
      .filter(({ name, value }) => name.startsWith(`${folder}/`) && value !== undefined)
      .map(({ value }) => value as Value);
  const offices = one<z.output<typeof Offices>>('offices.yaml', {
    kinds: [],
    hotlines: [],
    offices: [],
    sources: {},
  });
  for (const id of ASPECTS) one(`aspects/${id}.yaml`, undefined);
  for (const id of INTENTS) one(`intents/${id}.yaml`, undefined);
  const strings = Object.fromEntries(
    LOCALES.map((locale) => [locale, one<Strings>(`locales/${locale}.yaml`, {})]),
  );
  const catalogue: Catalogue = {
    services: all<Service>('services'),
    sectors: one<Sector[]>('sectors.yaml', []),
    facts: one<Fact[]>('facts.yaml', []),
    laws: one<Law[]>('laws.yaml', []),
    places: one<Place[]>('places.yaml', []),
    officeKinds: offices.kinds,
    offices: offices.offices,
    officeSources: offices.sources,
    hotlines: offices.hotlines,
    aspects: all<AspectWords>('aspects'),
    intents: all<IntentWords>('intents'),
    glossary: one<GlossaryEntry[]>('glossary.yaml', []),
    outOfScope: one<OutOfScope[]>('out-of-scope.yaml', []),
    rating: one<RatingWords>('rating.yaml', {} as RatingWords),
    strings: strings as Record<Locale, Strings>,
  };
  return { catalogue, missing };
}
