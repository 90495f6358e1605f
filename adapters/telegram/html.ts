const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const MEANT: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** A text as Telegram's HTML shows it unchanged: only these three characters mean something there. */
export const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);

export const bold = (text: string): string => `<b>${escaped(text)}</b>`;

/** Our own HTML as the text that it shows, for when Telegram cannot read it. */
export const plain = (html: string): string =>
  html.replace(/<\/?b>/g, '').replace(/&(?:amp|lt|gt);/g, (written) => MEANT[written] ?? written);
