import { type ReplyData, titleAndBody } from '../activity.ts';
import type { Call, ReceivedEvent } from '../channel.ts';
import { pieces } from '../fit.ts';
import type { OutgoingActivity } from '../villager.ts';
import type { Pressed } from './decode.ts';
import { bold, escaped } from './html.ts';
import { afterPress, type Choice, inlineKeyboard, placeKeyboard } from './keyboard.ts';
import { LIMITS } from './limits.ts';

/** What was said in a turn → calls of the Bot API. A pressed button is marked first, by editing its message. */
export function render(said: readonly OutgoingActivity[], heard: Omit<ReceivedEvent, 'id'>): readonly Call[] {
  return [
    ...markOf(heard, said.flatMap(choicesOf)),
    ...said.flatMap((activity) => messages(activity, heard.conversation)),
  ];
}

function markOf({ activity, conversation }: Omit<ReceivedEvent, 'id'>, offered: readonly Choice[]): Call[] {
  const { message, keyboard = [] } = (activity.channelData ?? {}) as Partial<Pressed>;
  const chosen = afterPress(keyboard, String(activity.value), offered);
  if (message === undefined || JSON.stringify(chosen) === JSON.stringify(keyboard)) return [];
  const body = { chat_id: conversation, message_id: message, reply_markup: { inline_keyboard: chosen } };
  return [{ method: 'editMessageReplyMarkup', body, kind: 'prompt' }];
}

function messages(activity: OutgoingActivity, chat: string): Call[] {
  const { asksPlace, placeAskedBefore } = (activity.channelData ?? {}) as ReplyData;
  const choices = choicesOf(activity);
  const texts = textsOf(activity, choices.slice(LIMITS.buttons));
  const buttons = choices.slice(0, LIMITS.buttons);
  // Locations can be asked for in private chats only: the ids of all others are negative.
  const isPrivate = !chat.startsWith('-');
  const removes = isPrivate && placeAskedBefore === true && asksPlace === undefined;
  const shown = removes && texts.length === 1 && buttons.length > 0 ? parted(texts[0]!) : texts;
  return shown.map((html, index) => {
    const isLast = index === shown.length - 1;
    if (isLast && isPrivate && asksPlace) return message(chat, html, placeKeyboard(asksPlace.label, buttons));
    if (isLast && buttons.length > 0) return message(chat, html, inlineKeyboard(buttons));
    return message(chat, html, removes && index === 0 ? { remove_keyboard: true } : undefined);
  });
}

const message = (chat: string, text: string, markup: object | undefined): Call => ({
  method: 'sendMessage',
  body: {
    chat_id: chat,
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(markup ? { reply_markup: markup } : {}),
  },
  kind: 'answer',
});

const choicesOf = ({ suggestedActions }: OutgoingActivity): Choice[] =>
  (suggestedActions?.actions ?? []).map(({ title, value }) => ({ label: title, code: String(value) }));

/** The HTML of an answer in pieces, its title bold. Choices that no button is left for are typed by their number. */
function textsOf(activity: OutgoingActivity, more: readonly Choice[]): string[] {
  const { title, body } = titleAndBody(activity);
  const numbered = more.map(({ label }, index) => `${LIMITS.buttons + index + 1}. ${label}`);
  const whole = [...(title ? [title] : []), body, ...numbered].join('\n');
  return pieces(whole, LIMITS.text).map((piece, index) =>
    index === 0 && title && piece.startsWith(title)
      ? `${bold(title)}${escaped(piece.slice(title.length))}`
      : escaped(piece),
  );
}

/**
 * One message cannot both take a keyboard away and carry buttons: its first line, or sentence, goes ahead alone. Where
 * there is only one, the keyboard stays folded, as it is since it was used.
 */
function parted(html: string): string[] {
  const end = (html.startsWith('<b>') ? TITLE_END : SENTENCE_END).exec(html);
  return end ? [html.slice(0, end.index), html.slice(end.index + end[0].length)] : [html];
}

const TITLE_END = /(?<=<\/b>)\s+/;
const SENTENCE_END = /\n+|(?<=[។៕?!.])\s+/u;
