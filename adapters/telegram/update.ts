import { z } from 'zod';

/** An update as Telegram sends it: a number, and one thing that happened; what that is, is read by its own schema. */
export const Update = z.looseObject({ update_id: z.int().nonnegative() });
export type Update = z.output<typeof Update>;

/** The kinds of updates that are asked for: core.telegram.org/bots/api#update */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

const Chat = z.object({ id: z.int(), type: z.enum(['private', 'group', 'supergroup', 'channel']) });
export type Chat = z.output<typeof Chat>;

const Sender = z.object({ is_bot: z.boolean(), language_code: z.string().optional() });
export type Sender = z.output<typeof Sender>;

/** Loose: the kinds of attachments are found by their names. */
export const Message = z.looseObject({
  date: z.int(),
  edit_date: z.int().optional(),
  chat: Chat,
  from: Sender.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
});
export type Message = z.output<typeof Message>;

const Keyboard = z.array(z.array(z.object({ text: z.string(), callback_data: z.string() })));
export type Keyboard = z.output<typeof Keyboard>;

/** A message that is too old comes without its keyboard. */
export const CallbackQuery = z.object({
  id: z.string(),
  from: Sender,
  data: z.string(),
  message: z.object({
    message_id: z.int(),
    chat: Chat,
    reply_markup: z.object({ inline_keyboard: Keyboard }).optional().catch(undefined),
  }),
});

export const ChatMemberUpdated = z.object({
  chat: Chat,
  date: z.int(),
  new_chat_member: z.object({ status: z.string() }),
});
