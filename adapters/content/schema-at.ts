import type { z } from 'zod';
import { nearest } from '../../bot/index.ts';

type Schema = z.core.$ZodType;
export type Path = readonly (string | number)[];

const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** What stands at a path of a value. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null
        ? (node as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );

/** The schema without its wrappers; of a union, the branch that the value comes closest to. */
function bare(schema: Schema, value: unknown): Schema {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return bare(def.innerType, value);
    case 'pipe':
      return bare(def.in, value);
    case 'lazy':
      return bare(def.getter(), value);
    case 'union':
      return bare(def.options[closest(def.options, value)] ?? schema, value);
    default:
      return schema;
  }
}

/** The schema that a value's part at a path was held to. */
export function schemaAt(schema: Schema, value: unknown, path: Path): Schema | undefined {
  const here = bare(schema, value);
  const [step, ...rest] = path;
  if (step === undefined) return here;
  const inner = innerOf(here, step);
  return inner && schemaAt(inner, valueAt(value, [step]), rest);
}

/** The schema of what stands under one key or at one position. */
export function innerOf(schema: Schema, step: string | number): Schema | undefined {
  const def = defOf(schema);
  if (def.type === 'array') return def.element;
  if (def.type === 'record') return def.valueType;
  return def.type === 'object' ? (def.shape[step] ?? def.catchall) : undefined;
}

/** The branches of the union that stands at a path, wrappers aside. */
export function branchesOf(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  if (def.type === 'union') return def.options;
  if (def.type === 'optional' || def.type === 'nullable') return branchesOf(def.innerType);
  if (def.type === 'pipe') return branchesOf(def.in);
  return def.type === 'lazy' ? branchesOf(def.getter()) : [];
}

/** The keys that an object schema allows. */
export function keysOf(schema: Schema | undefined): string[] {
  const def = schema && defOf(schema);
  if (def?.type === 'object') return Object.keys(def.shape);
  return def?.type === 'record' ? [...(def.keyType._zod.values ?? [])].map(String) : [];
}

/** The position of the branch that the value was meant for: of its kind, and knowing most of its keys. */
export function closest(branches: readonly Schema[], value: unknown): number {
  const scores = branches.map((branch) => likeness(bare(branch, value), value));
  return scores.indexOf(Math.max(...scores));
}

/** 0: of another kind. A mistyped key counts a little, so that `unknwon: true` is held to `unknown: true`. */
function likeness(schema: Schema, value: unknown): number {
  const { type } = defOf(schema);
  if (Array.isArray(value)) return type === 'array' ? 1 : 0;
  if (typeof value !== 'object' || value === null) return isOfKind(type, value) ? 1 : 0;
  if (type !== 'object' && type !== 'record') return 0;
  const keys = keysOf(schema);
  return Object.keys(value).reduce(
    (sum, key) => sum + (keys.includes(key) ? 1 : nearest(key, keys) ? 0.4 : 0),
    1,
  );
}

const isOfKind = (type: string, value: unknown): boolean =>
  type === typeof value || ((type === 'enum' || type === 'literal') && typeof value === 'string');

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a group of lines (key: value)',
  record: 'a group of lines (key: value)',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** "list", as editors say it. */
export const kindName = (type: string): string => NAMES[type] ?? type;

/** What a branch wants, in an editor's words: "a list", "unknown: true", "never". */
export function wanted(schema: Schema): string {
  const def = defOf(schema);
  if (def.type === 'pipe') return wanted(def.in);
  if (def.type === 'lazy') return wanted(def.getter());
  if (def.type === 'literal') return def.values.join(' or ');
  if (def.type === 'enum') return `one of ${Object.values(def.entries).join(', ')}`;
  if (def.type !== 'object') return kindName(def.type);
  const [key, marker] = Object.entries(def.shape)[0] ?? [];
  const fixed = marker && defOf(marker);
  return fixed?.type === 'literal' ? `${key}: ${fixed.values[0]}` : kindName('object');
}
