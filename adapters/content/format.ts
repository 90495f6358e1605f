import { isMap, isScalar, parseDocument } from 'yaml';
import { Service } from '../../bot/index.ts';

const ORDER = Object.keys(Service.shape);

/**
 * The one canonical form of a content file: keys of a service in the schema's order, one style of quotes and
 * indentation; comments stay. Formatting what is formatted changes nothing.
 */
export function formatContent(name: string, text: string): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  if (name.startsWith('services/') && isMap(document.contents))
    document.contents.items.sort((a, b) => place(a.key) - place(b.key));
  return document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true, singleQuote: true });
}

function place(key: unknown): number {
  const at = isScalar(key) ? ORDER.indexOf(String(key.value)) : -1;
  return at < 0 ? ORDER.length : at;
}
