import { z } from 'zod';
import { type Found, type Line, sha256 } from './folder.ts';

const Key = z.array(z.string());
/** The part of a Data Package that is checked here. */
const DataPackage = z.object({
  profile: z.literal('tabular-data-package'),
  licenses: z.array(z.object({ name: z.string(), path: z.url() })).min(1),
  resources: z.array(
    z.object({
      name: z.string().regex(/^[a-z0-9._-]+$/),
      path: z.string(),
      bytes: z.number(),
      hash: z.string(),
      schema: z.object({
        fields: z.array(z.object({ name: z.string(), type: z.enum(['string', 'integer', 'datetime']) })),
        primaryKey: Key.optional(),
        foreignKeys: z
          .array(z.object({ fields: Key, reference: z.object({ resource: z.string(), fields: Key }) }))
          .optional(),
        missingValues: z.tuple([z.literal('')]),
      }),
    }),
  ),
});
type Resource = z.output<typeof DataPackage>['resources'][number];

const FORMS = {
  string: /^/,
  integer: /^-?\d+$/,
  datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
} as const;

/** What does not agree with the description of the tables. */
export function checkSchema({ files, table }: Found): string[] {
  const described = DataPackage.safeParse(JSON.parse(files.get('datapackage.json') ?? 'null'));
  if (!described.success) return [`datapackage.json: ${z.prettifyError(described.error)}`];
  return described.data.resources.flatMap((resource) => {
    const text = files.get(resource.path);
    if (text === undefined) return [`${resource.path}: is described, and missing`];
    const lines = table(resource.name);
    return [
      ...(resource.hash === `sha256:${sha256(text)}`
        ? []
        : [`${resource.path}: has another hash in datapackage.json`]),
      ...(resource.bytes === Buffer.byteLength(text) ? [] : [`${resource.path}: has another size`]),
      ...checkHeading(resource, text),
      ...checkValues(resource, lines),
      ...checkPrimaryKey(resource, lines),
      ...checkForeignKeys(resource, lines, table),
    ];
  });
}

function checkHeading({ path, schema }: Resource, text: string): string[] {
  const heading = schema.fields.map(({ name }) => name).join(',');
  return text.split('\n')[0] === heading ? [] : [`${path}: its heading should be ${heading}`];
}

const checkValues = ({ path, schema }: Resource, lines: readonly Line[]): string[] =>
  lines.flatMap((line, at) =>
    schema.fields
      .filter(({ name, type }) => line[name] !== '' && !FORMS[type].test(line[name] ?? ''))
      .map(({ name, type }) => `${path}: line ${at + 2}: ${name} is no ${type}`),
  );

function checkPrimaryKey({ path, schema: { primaryKey } }: Resource, lines: readonly Line[]): string[] {
  if (!primaryKey) return [];
  const keys = lines.map((line) => keyOf(line, primaryKey));
  const seen = new Set<string>();
  const twice = keys.find((key) => seen.size === seen.add(key).size);
  return twice === undefined ? [] : [`${path}: ${twice} stands there twice`];
}

const keyOf = (line: Line, fields: readonly string[]): string => fields.map((field) => line[field]).join(' ');

function checkForeignKeys(
  { path, schema: { foreignKeys = [] } }: Resource,
  lines: readonly Line[],
  table: Found['table'],
): string[] {
  return foreignKeys.flatMap(({ fields, reference }) => {
    const there = new Set(table(reference.resource).map((line) => keyOf(line, reference.fields)));
    const lost = lines.map((line) => keyOf(line, fields)).find((key) => !there.has(key));
    return lost === undefined
      ? []
      : [`${path}: ${fields.join(', ')} ${lost} is not in ${reference.resource}`];
  });
}
