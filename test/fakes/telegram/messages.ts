import { parseHtml } from './html.ts';
import { type Markup, markupOf } from './markup.ts';
import { badRequest, Refusal } from './refusal.ts';
import { bot, type Chat, type Json, type Message, type Params, type State } from './state.ts';

const MOST_TEXT = 4096;
const ACTIONS = [
  'typing',
  'upload_photo',
  'record_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
];

/** The methods that talk in chats. */
export const messageMethods = {
  sendMessage(state: State, params: Params): Json {
    const chat = chatOf(state, params);
    const message: Message = {
      id: state.nextId(),
      from: 'bot',
      ...textOf(params),
      keyboard: [],
      edited: false,
      date: Math.floor(state.now() / 1000),
    };
    show(chat, message, markupOf(params, chat));
    chat.messages.push(message);
    return shownMessage(state, chat, message);
  },

  editMessageText(state: State, params: Params): Json {
    const { chat, message } = messageOf(state, params);
    const markup = markupOf(params, chat);
    return changed(state, chat, message, { ...textOf(params), keyboard: keyboardOf(markup) });
  },

  editMessageReplyMarkup(state: State, params: Params): Json {
    const { chat, message } = messageOf(state, params);
    return changed(state, chat, message, { keyboard: keyboardOf(markupOf(params, chat)) });
  },

  sendChatAction(state: State, params: Params): true {
    chatOf(state, params);
    if (!ACTIONS.includes(String(params['action']))) throw badRequest('wrong parameter action in request');
    return true;
  },

  answerCallbackQuery(state: State, params: Params): true {
    if (!state.queries.delete(String(params['callback_query_id'])))
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    return true;
  },
};

function chatOf({ chats }: State, { chat_id: id }: Params): Chat {
  if (id === undefined || id === '') throw badRequest('chat_id is empty');
  const chat = chats.get(Number(id));
  if (!chat) throw badRequest('chat not found');
  if (chat.migratedTo !== undefined)
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.migratedTo,
    });
  if (chat.state === 'blocked') throw new Refusal(403, 'Forbidden: bot was blocked by the user');
  if (chat.state === 'deactivated') throw new Refusal(403, 'Forbidden: user is deactivated');
  return chat;
}

function textOf({ text, parse_mode: mode }: Params): { text: string; html: string } {
  const given = text === undefined ? '' : String(text);
  if (/\p{Surrogate}/u.test(given)) throw badRequest('strings must be encoded in UTF-8');
  if (mode !== undefined && mode !== 'HTML') throw badRequest('unsupported parse_mode');
  const shown = (mode === 'HTML' ? parseHtml(given) : given).trim();
  if (shown === '') throw badRequest('message text is empty');
  if (shown.length > MOST_TEXT) throw badRequest('message is too long');
  return { text: shown, html: given };
}

function messageOf(state: State, params: Params): { chat: Chat; message: Message } {
  const chat = chatOf(state, params);
  const message = chat.messages.find(({ id }) => id === Number(params['message_id']));
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot') throw badRequest("message can't be edited");
  return { chat, message };
}

const keyboardOf = (markup: Markup) => (markup.kind === 'inline' ? markup.keyboard : []);

function changed(state: State, chat: Chat, message: Message, change: Partial<Message>): Json {
  const after = { ...message, ...change };
  if (JSON.stringify([after.text, after.keyboard]) === JSON.stringify([message.text, message.keyboard]))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  Object.assign(message, change, { edited: true });
  return shownMessage(state, chat, message);
}

function show(chat: Chat, message: Message, markup: Markup): void {
  message.keyboard = keyboardOf(markup);
  if (markup.kind === 'reply') chat.replyKeyboard = markup.keyboard;
  if (markup.kind === 'remove') chat.replyKeyboard = undefined;
}

/** A message of the bot as the Bot API gives it. */
export const shownMessage = (state: State, chat: Chat, { id, date, text, keyboard }: Message): Json => ({
  message_id: id,
  from: bot(state),
  chat: { id: chat.id, type: chat.type },
  date,
  text,
  ...(keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
});
