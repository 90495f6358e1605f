import type { Queue } from './queue.ts';
import { bot, type Chat, type Json, type Message, type State } from './state.ts';

export interface Said {
  /** The language of the citizen's Telegram. */
  readonly language_code?: string;
  /** Further fields of the message: a photo, a date of long ago. */
  readonly more?: Json;
}

/** What people do in Telegram; each leads to an update, whose number is given back. Ids of groups are negative. */
export function createUsers(state: State, queue: Pick<Queue, 'add'>) {
  const seconds = () => Math.floor(state.now() / 1000);

  function chatOf(id: number, language?: string): Chat {
    const chat: Chat = state.chats.get(id) ?? {
      id,
      type: id > 0 ? 'private' : 'group',
      messages: [],
      replyKeyboard: undefined,
      language: undefined,
      state: 'open',
      migratedTo: undefined,
    };
    if (language) chat.language = language;
    state.chats.set(id, chat);
    return chat;
  }

  const from = ({ id, language }: Chat): Json => ({
    id: Math.abs(id),
    is_bot: false,
    first_name: 'Sokha',
    ...(language ? { language_code: language } : {}),
  });

  function sends(id: number, part: Json, { language_code, more = {} }: Said = {}): number {
    const chat = chatOf(id, language_code);
    const shown = String(part['text'] ?? part['caption'] ?? `[${Object.keys(part).join(', ')}]`);
    const message: Message = {
      id: state.nextId(),
      from: 'user',
      text: shown,
      html: shown,
      keyboard: [],
      edited: false,
      date: seconds(),
    };
    chat.messages.push(message);
    return queue.add({ message: { ...told(chat, message), ...part, ...more } });
  }

  const told = (chat: Chat, { id, date }: Message): Json => ({
    message_id: id,
    date,
    chat: { id: chat.id, type: chat.type },
    from: from(chat),
  });

  function edits(id: number, text: string, more: Json = {}): number {
    const chat = chatOf(id);
    const message = chat.messages.findLast((one) => one.from === 'user');
    if (!message) throw new Error('nothing has been said that could be edited');
    Object.assign(message, { text, html: text, edited: true });
    return queue.add({ edited_message: { ...told(chat, message), edit_date: seconds(), text, ...more } });
  }

  /** Presses a button of the latest message that has it, or of the one that is named. */
  function presses(id: number, labelOrData: string, on?: number): number {
    const chat = chatOf(id);
    for (const message of chat.messages.filter((one) => (on ?? one.id) === one.id).reverse())
      for (const { text, callback_data: data } of message.keyboard.flat())
        if (text === labelOrData || data === labelOrData) return pressed(chat, message, data);
    const key = chat.replyKeyboard?.flat().find(({ text }) => text === labelOrData);
    if (!key) throw new Error(`there is no button "${labelOrData}"`);
    if (key.request_location) throw new Error('this button sends a location: userSendsLocation');
    return sends(id, { text: key.text });
  }

  function pressed(chat: Chat, message: Message, data: string): number {
    const id = String(state.nextId());
    state.queries.add(id);
    const { message_id, date, chat: where } = told(chat, message);
    const markup = { reply_markup: { inline_keyboard: message.keyboard } };
    const holder = { message_id, date, chat: where, from: bot(state), text: message.text, ...markup };
    return queue.add({ callback_query: { id, from: from(chat), message: holder, chat_instance: '1', data } });
  }

  function becomes(id: number, status: string, chatState: Chat['state']): number {
    const chat = chatOf(id);
    chat.state = chatState;
    const new_chat_member = { user: bot(state), status };
    return queue.add({
      my_chat_member: { chat: { id, type: chat.type }, from: from(chat), date: seconds(), new_chat_member },
    });
  }

  return {
    userSays: (id: number, text: string, said?: Said) => sends(id, { text }, said),
    /** A photo, a sticker, …: `{ photo: [] }`. */
    userSends: sends,
    userSendsLocation: (id: number, latitude: number, longitude: number, said?: Said) =>
      sends(id, { location: { latitude, longitude } }, said),
    userEdits: edits,
    /** Has talked to the bot before. */
    userIsKnown: (id: number) => void chatOf(id),
    userPresses: presses,
    userBlocks: (id: number) => becomes(id, 'kicked', 'blocked'),
    userUnblocks: (id: number) => becomes(id, 'member', 'open'),
    userDeletesAccount: (id: number) => {
      chatOf(id).state = 'deactivated';
    },
    groupMigrates: (id: number, to: number) => {
      chatOf(id).migratedTo = to;
    },
  };
}
