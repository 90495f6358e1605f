import type { Say } from '../../../bot/index.ts';
import type { OpenTable } from './tables.ts';

/** What is said of the data as a whole. */
export interface About {
  readonly say: Say;
  /** Where the site stands, without a slash at the end. */
  readonly origin: string;
  /** The database was filled to show what figures look like: no catalogue of data may take them for real ones. */
  readonly isDemo: boolean;
  /** When the newest of it was published; undefined: nothing is. */
  readonly modified: string | undefined;
}
/** A table as it is served. */
export interface Served {
  readonly table: OpenTable;
  readonly bytes: number;
  readonly sha256: string;
}

export const LICENCE = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

/** What the data is called. */
export const titleOf = (say: Say, isDemo: boolean): string =>
  [...(isDemo ? [say('dashboard.demo')] : []), say('open-data.title')].join(' ');

/** The tables as a Data Package (version 1 of the specification, specs.frictionlessdata.io), each with its Table Schema. */
export function dataPackage({ say, origin, isDemo, modified }: About, tables: readonly Served[]): string {
  const described = {
    profile: 'tabular-data-package',
    name: 'smart-villager-figures',
    title: titleOf(say, isDemo),
    description: say('open-data.intro'),
    homepage: `${origin}/open-data/`,
    ...(modified ? { version: modified.slice(0, 10), created: modified } : {}),
    licenses: [LICENCE],
    sources: [{ title: say('open-data.source') }],
    contributors: [{ title: say('web.heading'), role: 'publisher' }],
    resources: tables.map((served) => resource(say, served)),
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

const resource = (say: Say, { table, bytes, sha256 }: Served) => ({
  profile: 'tabular-data-resource',
  name: table.name,
  path: `${table.name}.csv`,
  title: table.name,
  description: say(table.about),
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
  bytes,
  hash: `sha256:${sha256}`,
  schema: {
    fields: table.fields.map(({ name, type }) => ({
      name,
      type,
      description: say(`open-data.field.${name}`),
    })),
    ...(table.primaryKey ? { primaryKey: table.primaryKey } : {}),
    ...(table.refersTo
      ? {
          foreignKeys: table.refersTo.map(({ field, table: resource, as = field }) => ({
            fields: [field],
            reference: { resource, fields: [as] },
          })),
        }
      : {}),
    missingValues: [''],
  },
});
