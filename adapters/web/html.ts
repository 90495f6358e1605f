const MARKUP = Symbol('markup');

/** Markup that is safe to send. Only `html` and `trusted` make it; everything else is text and gets escaped. */
export interface Html {
  readonly [MARKUP]: string;
}
export type Part = Html | string | number | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters have no place in a page: shown as the replacement character, so that nothing vanishes. */
const CONTROL = /[^\P{Cc}\t\n\r]/gu;

export const escaped = (text: string): string =>
  text.replace(CONTROL, '\ufffd').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** A tagged template that escapes every value which is not markup already. Lists are joined, `false` and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return trusted(strings.reduce((whole, string, index) => whole + render(parts[index - 1]) + string));
}

/** Says that a string is markup: for files of ours, never for anything a person typed. */
export const trusted = (markup: string): Html => ({ [MARKUP]: markup });

/** The markup as a string, to send it. */
export const markupOf = (part: Html): string => part[MARKUP];

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return MARKUP in part ? part[MARKUP] : part.map(render).join('');
}
