import { badRequest } from './refusal.ts';
import type { Chat, Keyboard, Params, ReplyKeyboard } from './state.ts';

export type Markup =
  | { readonly kind: 'inline'; readonly keyboard: Keyboard }
  | { readonly kind: 'reply'; readonly keyboard: ReplyKeyboard }
  | { readonly kind: 'remove' }
  | { readonly kind: 'none' };

const MOST_BUTTONS = 100;

/** The `reply_markup` of a call, or the refusal that Telegram gives. */
export function markupOf({ reply_markup: given }: Params, chat: Chat): Markup {
  if (given === undefined) return { kind: 'none' };
  const markup = (typeof given === 'string' ? parsed(given) : given) as Record<string, unknown>;
  if (typeof markup !== 'object' || markup === null) throw badRequest('object expected as reply markup');
  if (Array.isArray(markup['keyboard'])) return replyKeyboard(markup['keyboard'], chat);
  if (Array.isArray(markup['inline_keyboard'])) return inlineKeyboard(markup['inline_keyboard']);
  return markup['remove_keyboard'] === true ? { kind: 'remove' } : { kind: 'none' };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
}

function inlineKeyboard(rows: readonly unknown[]): Markup {
  const keyboard = buttonsIn(rows, 'inline keyboard').map((row) =>
    row.map((button) => {
      const { text, callback_data: data } = button;
      if (typeof data !== 'string' || data === '')
        throw badRequest(
          "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        );
      if (Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID');
      return { text: textOf(text, 'inline keyboard'), callback_data: data };
    }),
  );
  return { kind: 'inline', keyboard: keyboard.filter((row) => row.length > 0) };
}

function replyKeyboard(rows: readonly unknown[], chat: Chat): Markup {
  const keyboard = buttonsIn(rows, 'keyboard').map((row) =>
    row.map((button) => {
      const asksLocation = button['request_location'] === true;
      if (asksLocation && chat.type !== 'private')
        throw badRequest('location can be requested in private chats only');
      const text = textOf(typeof button === 'string' ? button : button['text'], 'keyboard');
      return { text, ...(asksLocation ? { request_location: true } : {}) };
    }),
  );
  return { kind: 'reply', keyboard };
}

function buttonsIn(rows: readonly unknown[], what: string): Record<string, unknown>[][] {
  if (!rows.every(Array.isArray)) throw badRequest(`can't parse ${what}: array of arrays expected`);
  if (rows.flat().length > MOST_BUTTONS) throw badRequest('REPLY_MARKUP_TOO_LONG');
  return rows as Record<string, unknown>[][];
}

function textOf(text: unknown, what: string): string {
  if (typeof text === 'string' && text.trim() !== '') return text;
  throw badRequest(`can't parse ${what} button: Field "text" must be of type String`);
}
