import {
  type Catalogue,
  createSpeech,
  LOCALES,
  type Locale,
  provinceCode,
  type Say,
  type Text,
} from '../../bot/index.ts';

/** What codes stand for, by the list that they come from. */
export interface Words {
  /** In a language; null for a code that nobody knows any more. */
  readonly label: (kind: CodeKind, code: string | null, locale: Locale) => string | null;
  readonly codes: (kind: CodeKind) => readonly string[];
  readonly sectorOf: (service: string | null) => string | null;
  readonly speech: (locale: Locale) => Say;
}

type Named = { readonly id: string; readonly name: Text };
type Labels = ReadonlyMap<string, Text>;

const named = (list: readonly Named[]): Labels => new Map(list.map(({ id, name }) => [id, name]));

/** Codes that the locale files have words for, under `record`. */
const IN_STRINGS = [
  'channel',
  'language',
  'liking',
  'reason',
  'gender',
  'outcome',
  'band',
  'kind',
  'yes-no',
] as const;

/** The lists of codes that stand in the catalogue. */
const IN_CATALOGUE = {
  province: ({ places }: Catalogue): Labels =>
    new Map(places.filter(({ code }) => code === provinceCode(code)).map(({ code, name }) => [code, name])),
  district: ({ places }: Catalogue): Labels =>
    new Map(places.filter(({ code }) => code !== provinceCode(code)).map(({ code, name }) => [code, name])),
  service: ({ services }: Catalogue): Labels => named(services),
  sector: ({ sectors }: Catalogue): Labels => named(sectors),
  office: ({ officeKinds }: Catalogue): Labels => named(officeKinds),
  aspect: ({ aspects, strings }: Catalogue): Labels =>
    new Map([...named(aspects), ...inStrings('aspect')({ strings })]),
} as const;

export type CodeKind = keyof typeof IN_CATALOGUE | (typeof IN_STRINGS)[number];

/** The words of a catalogue for whatever records hold. */
export function wordsOf(catalogue: Catalogue): Words {
  const lists = new Map<CodeKind, Labels>([
    ...Object.entries(IN_CATALOGUE).map(([kind, list]) => [kind as CodeKind, list(catalogue)] as const),
    ...IN_STRINGS.map((kind) => [kind, inStrings(kind)(catalogue)] as const),
  ]);
  const sectors = new Map(catalogue.services.map(({ id, sector }) => [id, sector]));
  return {
    label: (kind, code, locale) => (code === null ? null : (lists.get(kind)?.get(code)?.[locale] ?? null)),
    codes: (kind) => [...(lists.get(kind)?.keys() ?? [])],
    sectorOf: (service) => (service === null ? null : (sectors.get(service) ?? null)),
    speech: createSpeech(catalogue.strings),
  };
}

function inStrings(kind: string) {
  return ({ strings }: Pick<Catalogue, 'strings'>): Labels => {
    const speech = createSpeech(strings);
    const texts = codesUnder(strings[LOCALES[0]], ['record', kind]);
    return new Map(
      texts.map((code) => {
        const key = `record.${kind}.${code}`;
        return [code, { km: speech('km')(key), en: speech('en')(key) }];
      }),
    );
  };
}

function codesUnder(strings: Catalogue['strings'][Locale], path: readonly string[]): string[] {
  let under: unknown = strings;
  for (const key of path) under = (under as Readonly<Record<string, unknown>> | undefined)?.[key];
  return Object.keys(under ?? {});
}
