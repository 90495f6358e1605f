import { type Html, html } from './html.ts';

/** Web addresses in a text, without the full stop or bracket that ends the sentence around them. */
const ADDRESS = /(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]។៕៖])/u;

/** A text of ours whose web addresses can be followed. */
export function linked(text: string): Html {
  const parts = text.split(ADDRESS);
  return html`${parts.map((part, index) => (index % 2 === 1 ? link(part) : part))}`;
}

/** What the bot said, line by line, so that the lines of a list can hang behind their points. */
export const spokenLines = (text: string): Html => html`${text.split('\n').map(line)}`;

const line = (text: string): Html =>
  html`<span class="${text.startsWith('• ') ? 'line point' : 'line'}">${linked(text)}</span>
`;

const link = (address: string): Html =>
  html`<a href="${address}" target="_blank" rel="noopener noreferrer">${address}</a>`;
