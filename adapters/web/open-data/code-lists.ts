import { GENDERS, type Knowledge, LIKINGS, LOCALES, REASONS } from '../../../bot/index.ts';
import { wordsIn } from '../dashboard/words.ts';
import { csvLines } from './csv-lines.ts';
import { type OpenTable, text } from './tables.ts';

interface Names {
  readonly km: string;
  readonly en: string;
}

/** What the codes in the other tables mean, in both languages. */
export function codeLists({ catalogue, ...knowledge }: Knowledge): readonly OpenTable[] {
  const names = LOCALES.map((locale) => wordsIn({ catalogue, ...knowledge }, locale));
  const [km, en] = names;
  const both = (say: (words: NonNullable<typeof km>) => string) => [km ? say(km) : '', en ? say(en) : ''];
  const listed = (kind: 'channel' | 'locale' | 'gender' | 'reason', ids: readonly string[]) =>
    ids.map((id) => [kind, id, ...both(({ name }) => name({ kind, id }))]);
  const inColumns = (facet: string, ids: readonly string[]) =>
    ids.map((id) => [facet, id, ...both(({ column }) => column(id))]);
  return [
    list(
      'places',
      ['code', 'kind', 'parent'],
      catalogue.places.map(({ code, kind, name }) => [
        code,
        kind,
        code.length > 2 ? code.slice(0, 2) : '',
        ...namesOf(name),
      ]),
    ),
    list(
      'sectors',
      ['id'],
      catalogue.sectors.map(({ id, name }) => [id, ...namesOf(name)]),
    ),
    list(
      'services',
      ['id', 'sector'],
      catalogue.services.map(({ id, sector, name }) => [id, sector, ...namesOf(name)]),
    ),
    list(
      'aspects',
      ['id'],
      [
        ...catalogue.aspects.map(({ id, name }) => [id, ...namesOf(name)]),
        ['card', ...both(({ name }) => name({ kind: 'aspect', id: 'card' }))],
      ],
    ),
    list(
      'office-kinds',
      ['id', 'level'],
      catalogue.officeKinds.map(({ id, level, name }) => [id, level, ...namesOf(name)]),
    ),
    {
      ...list(
        'codes',
        ['list', 'code'],
        [
          ...listed('channel', ['messenger', 'telegram', 'web']),
          ...listed('locale', LOCALES),
          ...listed('gender', [...GENDERS, 'untold']),
          ...listed('reason', [...REASONS, 'none']),
          ...inColumns('liking', LIKINGS),
          ...inColumns('outcome', ['answered', 'clarified', 'unanswered']),
        ],
      ),
      primaryKey: ['list', 'code'],
    },
  ];
}

const namesOf = ({ km, en }: Names): string[] => [km, en];

const list = (
  name: string,
  columns: readonly string[],
  records: readonly (readonly string[])[],
): OpenTable => ({
  name,
  about: `open-data.table.${name}`,
  fields: text(...columns, ...LOCALES),
  primaryKey: columns.slice(0, 1),
  parts: [csvLines(records)],
});
