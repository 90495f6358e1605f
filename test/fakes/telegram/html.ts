import { badRequest } from './refusal.ts';

const TAGS = [
  ...['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del'],
  ...['code', 'pre', 'a', 'blockquote', 'tg-spoiler'],
];
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TOKEN = /<(\/?)([a-zA-Z0-9-]*)((?:\s[^>]*)?)(>?)|&(?:#(\d+|x[0-9a-fA-F]+)|(\w+));?/g;

/** The text that HTML shows, or the refusal that Telegram gives; the rules of td's parse_html. */
export function parseHtml(html: string): string {
  const open: string[] = [];
  const shown = html.replace(TOKEN, (found, slash, name, _attributes, end, number, named, at: number) => {
    if (found.startsWith('&')) return character(found, number, named);
    const offset = Buffer.byteLength(html.slice(0, at));
    if (slash === '/') closeTag(open, name, end, offset);
    else openTag(open, name, end, offset);
    return '';
  });
  const left = open.at(-1);
  if (left !== undefined) throw cannotParse(`Can't find end tag corresponding to start tag "${left}"`);
  return shown;
}

const cannotParse = (why: string) => badRequest(`can't parse entities: ${why}`);

function openTag(open: string[], name: string, end: string, offset: number): void {
  const tag = name.toLowerCase();
  if (end !== '>') throw cannotParse(`Unclosed start tag at byte offset ${offset}`);
  if (!TAGS.includes(tag)) throw cannotParse(`Unsupported start tag "${tag}" at byte offset ${offset}`);
  open.push(tag);
}

function closeTag(open: string[], name: string, end: string, offset: number): void {
  const expected = open.pop();
  if (expected === undefined) throw cannotParse(`Unexpected end tag at byte offset ${offset}`);
  if (end !== '>') throw cannotParse(`Unclosed end tag at byte offset ${offset}`);
  const found = name.toLowerCase();
  if (found !== expected)
    throw cannotParse(
      `Unmatched end tag at byte offset ${offset}, expected "</${expected}>", found "</${found}>"`,
    );
}

/** An entity that Telegram does not know stays as it is written. */
function character(found: string, number: string | undefined, named: string | undefined): string {
  if (named !== undefined) return NAMED[named.toLowerCase()] ?? found;
  const code = Number(`0${number}`.replace(/^0(?=\d)/, ''));
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : found;
}
