import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Issue } from '../../bot/index.ts';

/** Larger than any catalogue file by far; a bigger one is a mistake or an attack. */
export const MAX_BYTES = 5 * 1024 * 1024;
/** Deeper than any schema of the content. */
export const MAX_DEPTH = 24;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

type Path = readonly (string | number)[];

/** Where something stands in a file, counted from 1 as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One YAML file: its plain value, its troubles, and where each path stands. */
export interface Parsed {
  readonly value: unknown;
  readonly issues: readonly Issue[];
  readonly locate: (path: Path) => Position;
}

const START: Position = { line: 1, column: 1 };

/** Refuses a file before the YAML parser sees it: too large, or nested so deep that parsing would be the damage. */
function tooLarge(file: string, text: string, bytes: number): Issue | undefined {
  const megabytes = bytes / 1024 / 1024;
  const error = (message: string): Issue => ({ severity: 'error', file, path: [], message });
  if (megabytes > MAX_BYTES / 1024 / 1024)
    return error(
      `the file has ${megabytes.toFixed(1)} MB; a content file has at most ${MAX_BYTES / 1024 / 1024} MB: split it, one service a file`,
    );
  const deepest = text.split('\n').reduce((most, line) => Math.max(most, line.search(/\S/)), 0);
  const brackets = /[[{](?:\s*[[{]){24}/.test(text) || deepest > MAX_DEPTH * 8;
  return brackets ? error(`the file is nested more than ${MAX_DEPTH} levels deep`) : undefined;
}

/** Parses one content file as plain YAML 1.2 core: no aliases, no custom tags, no duplicate or magic keys. */
export function parse(file: string, text: string, bytes = Buffer.byteLength(text)): Parsed {
  const refused = tooLarge(file, text, bytes);
  if (refused) return { value: undefined, issues: [refused], locate: () => START };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    prettyErrors: false,
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const issues: (Issue & { readonly position?: Position })[] = document.errors.map((error) => ({
    severity: 'error',
    file,
    path: [],
    message: `not valid YAML: ${error.message}`,
    position: at(error.pos[0]),
  }));
  issues.push(...forbidden(file, document.contents, at));
  const value = issues.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  return { value, issues, locate: (path) => at(offsetOf(document.contents, path)) };
}

type Located = Issue & { readonly position: Position };

function forbidden(file: string, contents: unknown, at: (offset: number) => Position): Located[] {
  const found: Located[] = [];
  const report = (node: Node | null, message: string) =>
    found.push({ severity: 'error', file, path: [], message, position: at(node?.range?.[0] ?? 0) });
  if (!isNode(contents)) return found;
  visit(contents, (_key, node, ancestors) => {
    if (ancestors.length > MAX_DEPTH * 2) {
      report(isNode(node) ? node : null, `nested more than ${MAX_DEPTH} levels deep`);
      return visit.BREAK;
    }
    if (isAlias(node))
      report(node, `YAML aliases (*${node.source}) are not used in content: write the value out`);
    if (isNode(node) && node.tag) report(node, `the tag ${node.tag} is not used in content: remove it`);
    if (isPair(node) && isScalar(node.key) && FORBIDDEN_KEYS.has(String(node.key.value)))
      report(node.key, `the key "${node.key.value}" is not allowed: remove the line`);
    return undefined;
  });
  return found;
}

/** The offset of the deepest node on a path that exists; of its key where the path names one. */
function offsetOf(contents: unknown, path: Path): number {
  let node: unknown = contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
