import type { z } from 'zod';
import { type Issue, nearest } from '../../bot/index.ts';
import {
  branchesOf,
  closest,
  innerOf,
  keysOf,
  kindName,
  type Path,
  schemaAt,
  valueAt,
  wanted,
} from './schema-at.ts';

type ZodIssue = z.core.$ZodIssue;

/** One file held to its schema. */
interface Held {
  readonly file: string;
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
}

/** All complaints about one file → sentences that an editor can act on: what is wrong, what was seen, what is allowed. */
export function explain(
  file: string,
  schema: z.core.$ZodType,
  value: unknown,
  found: readonly ZodIssue[],
): Issue[] {
  const issues = withoutEchoes(found).flatMap((issue) => explainOne({ file, schema, value }, issue, []));
  const mistyped = issues.filter(({ message }) => message.startsWith(UNKNOWN_KEY));
  const explained = new Set(
    mistyped.flatMap(({ path, fix }) => (fix === undefined ? [] : [pathKey([...path.slice(0, -1), fix])])),
  );
  return issues.filter(({ path }) => !explained.has(pathKey(path)) || valueAt(value, path) !== undefined);
}

/** Where a key is unknown, a rule over all keys of the same group complains only because of it. */
function withoutEchoes(found: readonly ZodIssue[]): readonly ZodIssue[] {
  const mistyped = new Set(
    found.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => path.join('\0')),
  );
  return found.filter(({ code, path }) => code !== 'custom' || !mistyped.has(path.join('\0')));
}

const UNKNOWN_KEY = 'unknown key ';
const pathKey = (path: Path): string => path.join('\0');

const show = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** `base`: where the union stands whose branch complains. */
function explainOne(held: Held, issue: ZodIssue, base: Path): Issue[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const seen = valueAt(held.value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(held, path, issue.keys);
    case 'invalid_union':
      return explainUnion(held, path, issue);
    case 'invalid_type':
      return [wrong(held, path, kindMessage(issue, seen), quoted(issue, seen))];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const list = allowed.length > 1 ? `one of ${allowed.join(', ')}` : allowed[0];
      const near = typeof seen === 'string' ? nearest(seen, allowed) : undefined;
      return [wrong(held, path, `must be ${list}; seen ${show(seen)}`, near)];
    }
    default: {
      const told = seen === undefined || typeof seen === 'object' ? '' : `; seen ${show(seen)}`;
      return [wrong(held, path, `${plainMessage(issue)}${told}`)];
    }
  }
}

function wrong({ file }: Held, path: Path, message: string, fix?: string): Issue {
  const name = path.findLast((step) => typeof step === 'string');
  const last = path.at(-1);
  const what =
    last === undefined
      ? 'the file'
      : typeof last === 'number'
        ? `entry ${last + 1}${name ? ` of "${name}"` : ''}`
        : `"${last}"`;
  const told = /^(?:must|is) /.test(message) ? `${what} ${message}` : `${what}: ${message}`;
  return { severity: 'error', file, path, message: told, ...(fix ? { fix } : {}) };
}

function unknownKeys({ file, schema, value }: Held, path: Path, keys: readonly string[]): Issue[] {
  const allowed = keysOf(schemaAt(schema, value, path));
  return keys.map((key) => {
    const near = nearest(key, allowed);
    return {
      severity: 'error',
      file,
      path: [...path, key],
      message: `${UNKNOWN_KEY}"${key}"; allowed here: ${allowed.join(', ') || 'nothing more'}`,
      ...(near ? { fix: near } : {}),
    };
  });
}

/** A fault inside the branch that was meant is told as that branch tells it; a value of no branch's kind, as what all want. */
function explainUnion(held: Held, path: Path, issue: z.core.$ZodIssueInvalidUnion): Issue[] {
  const seen = valueAt(held.value, path);
  const branches = unionAt(held, path);
  const meant = issue.errors[closest(branches, seen)] ?? issue.errors[0] ?? [];
  const another = meant.some(
    ({ code, path: inner }) => inner.length === 0 && (code === 'invalid_type' || code === 'invalid_value'),
  );
  if (meant.length > 0 && !another) return withoutEchoes(meant).flatMap((one) => explainOne(held, one, path));
  if (typeof seen === 'number' && path.includes('when'))
    return [
      wrong(
        held,
        path,
        `must be bounds (from, above, to, below) for a number fact; seen ${seen}`,
        `{ from: ${seen}, to: ${seen} }`,
      ),
    ];
  if ('options' in issue && Array.isArray(issue.options))
    return [
      wrong(
        held,
        path,
        `must be one of ${issue.options.join(', ')}; seen ${show(seen)}`,
        typeof seen === 'string' ? nearest(seen, issue.options.map(String)) : undefined,
      ),
    ];
  const all = [...new Set(branches.map(wanted))].join(', or ');
  return [
    wrong(held, path, seen === undefined ? `is missing; it is ${all}` : `must be ${all}; seen ${show(seen)}`),
  ];
}

function unionAt({ schema, value }: Held, path: Path): readonly z.core.$ZodType[] {
  const parent = path.length === 0 ? undefined : schemaAt(schema, value, path.slice(0, -1));
  const union = parent ? innerOf(parent, path.at(-1)!) : schema;
  return union ? branchesOf(union) : [];
}

/** Messages of our own stand; the library's are put into an editor's words. */
const isOurs = (message: string): boolean => !/^(?:Invalid|Too|Unrecognized|Not a|No )/.test(message);

function kindMessage(issue: z.core.$ZodIssueInvalidType, seen: unknown): string {
  const kind = kindName(issue.expected);
  if (seen === undefined) return `is missing; it is ${kind}`;
  return `${isOurs(issue.message) ? issue.message : `must be ${kind}`}; seen ${show(seen)}`;
}

/** A number where text is meant: quotes make it one. */
const quoted = (issue: z.core.$ZodIssueInvalidType, seen: unknown): string | undefined =>
  issue.expected === 'string' && typeof seen === 'number' ? `'${seen}'` : undefined;

function plainMessage(issue: ZodIssue): string {
  if (isOurs(issue.message)) return issue.message;
  if (issue.code === 'invalid_format' && issue.format === 'url')
    return 'a web address starts with https:// and has no spaces';
  if (issue.code === 'too_small')
    return sizeMessage(issue.origin, 'at least', issue.minimum, issue.inclusive);
  if (issue.code === 'too_big') return sizeMessage(issue.origin, 'at most', issue.maximum, issue.inclusive);
  return issue.message;
}

function sizeMessage(
  origin: string,
  most: 'at least' | 'at most',
  bound: number | bigint,
  inclusive: boolean | undefined,
): string {
  const one = Number(bound) === 1;
  if (origin === 'array') return `a list needs ${most} ${one ? 'one entry' : `${bound} entries`}`;
  if (origin === 'string') return `a text needs ${most} ${one ? 'one letter' : `${bound} letters`}`;
  if (inclusive) return `must be ${most} ${bound}`;
  return `must be ${most === 'at least' ? 'above' : 'below'} ${bound}`;
}
