import { geoCoordinates } from '../activity.ts';
import type { HeardActivity, ReceivedEvent } from '../channel.ts';
import { activityOfCommand, commandIn } from './commands.ts';
import {
  ALLOWED_UPDATES,
  CallbackQuery,
  type Chat,
  ChatMemberUpdated,
  type Keyboard,
  Message,
  type Sender,
  type Update,
} from './update.ts';

/** What decoding depends on beside the update. */
export interface Hearing {
  readonly now: Date;
  /** The bot's name without the @, as soon as it is known: commands for other bots in a group are not ours. */
  readonly botName: string | undefined;
}

/** What is kept of a pressed button, to end its spinner and to mark the choice. */
export interface Pressed {
  readonly query: string;
  readonly message: number;
  readonly keyboard: Keyboard;
}

type Told = Omit<ReceivedEvent, 'id'>;
type Read = (part: unknown, hearing: Hearing) => Told | undefined;

const READERS = {
  message: said,
  edited_message: edited,
  callback_query: pressed,
  my_chat_member: movedTo,
} satisfies Record<(typeof ALLOWED_UPDATES)[number], Read>;

/** An update → what the citizen did; nothing for what asks for no answer, and for what nobody of us knows. */
export function decode(update: Update, hearing: Hearing): readonly ReceivedEvent[] {
  const kind = ALLOWED_UPDATES.find((name) => update[name] !== undefined);
  const told = kind && READERS[kind](update[kind], hearing);
  return told ? [{ id: String(update.update_id), ...told }] : [];
}

function said(part: unknown, hearing: Hearing): Told | undefined {
  const { data: message } = Message.safeParse(part);
  if (!message || message.from?.is_bot || !isCurrent(message.edit_date ?? message.date, hearing))
    return undefined;
  const activity = message.chat.type === 'private' ? toldInPrivate(message) : toldInGroup(message, hearing);
  return (
    activity && {
      ...from(message.chat, message.from, activity),
      at: (message.edit_date ?? message.date) * 1000,
    }
  );
}

const MOST_EDIT_DELAY = 15 * 60;

/** Who corrects a question soon asks it anew; a text that is changed later, or anything but a text, is left alone. */
function edited(part: unknown, hearing: Hearing): Told | undefined {
  const { data: message } = Message.safeParse(part);
  if (message?.text === undefined) return undefined;
  const delay = (message.edit_date ?? message.date) - message.date;
  return delay > MOST_EDIT_DELAY ? undefined : said(part, hearing);
}

function toldInPrivate(message: Message): HeardActivity | undefined {
  const { text = message.caption, location } = message;
  const command = text === undefined ? undefined : commandIn(text);
  if (text !== undefined) return (command && activityOfCommand(command)) ?? { type: 'message', text };
  if (location) return { type: 'message', entities: [geoCoordinates(location.latitude, location.longitude)] };
  const kind = Object.keys(UNREADABLE).find((name) => message[name] !== undefined);
  return kind ? { type: 'message', attachments: [{ contentType: UNREADABLE[kind]! }] } : undefined;
}

/** In a group people talk with each other: only commands for this bot are meant for it. */
function toldInGroup({ chat, text = '' }: Message, { botName }: Hearing): HeardActivity | undefined {
  const command = chat.type === 'channel' ? undefined : commandIn(text);
  if (!command) return undefined;
  const { bot, word, rest } = command;
  if (bot !== undefined && botName !== undefined && bot.toLowerCase() !== botName.toLowerCase())
    return undefined;
  const named = bot === undefined ? undefined : { type: 'message', text: `${word} ${rest}`.trim() };
  return activityOfCommand(command) ?? named;
}

/** What comes without words. A sticker is a smile: it is not answered. */
const UNREADABLE: Readonly<Record<string, string>> = {
  photo: 'image/*',
  video: 'video/*',
  video_note: 'video/*',
  animation: 'video/*',
  voice: 'audio/*',
  audio: 'audio/*',
  document: 'application/octet-stream',
  contact: 'text/vcard',
  story: 'video/*',
  poll: 'application/octet-stream',
};

function pressed(part: unknown): Told | undefined {
  const { data: query } = CallbackQuery.safeParse(part);
  if (!query || query.message.chat.type === 'channel') return undefined;
  const { id, data, message } = query;
  const channelData: Pressed = {
    query: id,
    message: message.message_id,
    keyboard: message.reply_markup?.inline_keyboard ?? [],
  };
  return from(message.chat, query.from, { type: 'message', value: data, channelData });
}

/** Blocked and unblocked by a citizen, or thrown out of a group and taken in. */
function movedTo(part: unknown, hearing: Hearing): Told | undefined {
  const { data: moved } = ChatMemberUpdated.safeParse(part);
  if (!moved || moved.chat.type === 'channel' || !isCurrent(moved.date, hearing)) return undefined;
  const gone = ['kicked', 'left'].includes(moved.new_chat_member.status);
  return from(moved.chat, undefined, { type: 'installationUpdate', action: gone ? 'remove' : 'add' });
}

function from({ id, type }: Chat, sender: Sender | undefined, activity: HeardActivity): Told {
  const locale = /^(km|en)\b/.exec(sender?.language_code ?? '')?.[1];
  return {
    conversation: String(id),
    activity: { ...activity, ...(locale ? { locale } : {}) },
    ...(type === 'private' ? {} : { isGroup: true }),
  };
}

const OLDEST = 48 * 60 * 60;
const MOST_AHEAD = 5 * 60;

/** Telegram keeps updates for a day; what is older, or of tomorrow, is replayed or forged. */
function isCurrent(date: number, { now }: Hearing): boolean {
  const age = now.getTime() / 1000 - date;
  return age <= OLDEST && age >= -MOST_AHEAD;
}
