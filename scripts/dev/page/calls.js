import { element } from './draw.js';

/** A call of the bot: its name, its refusal in red, and what was sent. */
export const callParts = ({ name, sent, refused }) => [
  element(
    'details',
    {},
    element(
      'summary',
      { class: refused !== undefined && 'refused' },
      element('code', {}, name),
      ` ${gist(sent)}`,
      refused !== undefined && element('strong', {}, ` ${refused}`),
    ),
    element('pre', {}, JSON.stringify(sent, undefined, 2)),
  ),
];

/** The first words of a message; the name of a sign. */
function gist({ text, message, sender_action: sign, action }) {
  const words =
    text ??
    message?.text ??
    message?.attachment?.payload?.text ??
    message?.attachment?.payload?.template_type;
  const line = String(words ?? sign ?? action ?? '').replace(/<[^>]*>|\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 50)}…` : line;
}
