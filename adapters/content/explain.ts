import type { z } from 'zod';
import { type Issue, nearest } from '../../bot/index.ts';

type ZodIssue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null
        ? (node as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );

/** The keys that would have been right beside a wrong one: its neighbours in the same map of every valid file are not known, so the schema's own are used. */
function keysOf(schema: z.ZodType, path: Path): string[] {
  let node: unknown = schema;
  const unwrap = (wrapped: unknown): unknown => {
    const def = (
      wrapped as {
        def?: {
          type?: string;
          innerType?: unknown;
          in?: unknown;
          options?: unknown[];
          getter?: () => unknown;
        };
      }
    )?.def;
    if (!def) return wrapped;
    if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default')
      return unwrap(def.innerType);
    if (def.type === 'pipe') return unwrap(def.in);
    if (def.type === 'lazy') return unwrap(def.getter?.());
    if (def.type === 'union')
      return def.options?.map(unwrap).find((option) => (option as { shape?: object }).shape) ?? wrapped;
    return wrapped;
  };
  for (const step of path) {
    const inner = unwrap(node) as { shape?: Record<string, unknown>; element?: unknown; valueType?: unknown };
    node = typeof step === 'number' ? inner?.element : (inner?.shape?.[step] ?? inner?.valueType);
  }
  return Object.keys((unwrap(node) as { shape?: object })?.shape ?? {});
}

/** Of a union's branches, the complaints of the one that came closest: the fewest, and the deepest. */
function closest(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] {
  const depth = (issues: readonly ZodIssue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  return [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

/** A schema's complaint → sentences that an editor can act on: what is wrong, what was seen, what is allowed. */
export function explain(
  file: string,
  schema: z.ZodType,
  value: unknown,
  issue: ZodIssue,
  base: Path = [],
): Issue[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const error = (message: string, fix?: string, where: Path = path): Issue => ({
    severity: 'error',
    file,
    path: where,
    message,
    ...(fix ? { fix } : {}),
  });
  const key = path.at(-1) ?? 'the file';
  const seen = at(value, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = keysOf(schema, path);
      return issue.keys.map((wrong) =>
        error(
          `unknown key "${wrong}"; allowed here: ${allowed.join(', ') || 'nothing more'}`,
          nearest(wrong, allowed),
          [...path, wrong],
        ),
      );
    }
    case 'invalid_type':
      return [
        seen === undefined
          ? error(`"${key}" is missing; it is a ${issue.expected}`)
          : error(`"${key}" must be a ${issue.expected}; seen ${show(seen)}`),
      ];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return [
        error(
          `"${key}" must be ${allowed.length > 1 ? `one of ${allowed.join(', ')}` : allowed[0]}; seen ${show(seen)}`,
          typeof seen === 'string' ? nearest(seen, allowed) : undefined,
        ),
      ];
    }
    case 'invalid_union': {
      const inner = closest(issue.errors);
      return inner.length > 0
        ? inner.flatMap((one) => explain(file, schema, value, one, path))
        : [error(`"${key}": ${issue.message}`)];
    }
    default:
      return [
        error(
          `"${key}": ${issue.message}${seen === undefined || typeof seen === 'object' ? '' : `; seen ${show(seen)}`}`,
        ),
      ];
  }
}
