import { type Action, encode, LOCALES } from '../../bot/index.ts';

/** The commands that Telegram offers behind "/", in this order, and the button that each of them is. */
export const COMMANDS = {
  menu: { kind: 'menu' },
  office: { kind: 'office' },
  rate: { kind: 'rate' },
  language: { kind: 'language' },
  help: { kind: 'help' },
} as const satisfies Readonly<Record<string, Action>>;

const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

const COMMAND = /^\/(?<word>[a-z0-9_]{1,32})(?:@(?<bot>\w{3,32}))?(?:\s+(?<rest>.*))?$/is;

/** A message that begins as a command: its word, the bot it is for, and what stands behind it. */
export interface Command {
  readonly word: string;
  readonly bot: string | undefined;
  readonly rest: string;
}

export function commandIn(text: string): Command | undefined {
  const { word, bot, rest } = COMMAND.exec(text)?.groups ?? {};
  return word === undefined ? undefined : { word: word.toLowerCase(), bot, rest: (rest ?? '').trim() };
}

/** What a command does, as an Activity; undefined for one that is not ours. `/start` may carry the code of a link. */
export function activityOfCommand({ word, rest }: Command) {
  if (word === 'start') return { type: 'event', name: 'arrive', ...(rest === '' ? {} : { value: rest }) };
  const locale = word === 'language' ? LOCALES.find((one) => rest.toLowerCase().startsWith(one)) : undefined;
  if (locale) return { type: 'message', value: encode({ kind: 'locale', locale }) };
  // "/office Sangkae": the words behind it say which.
  if (word === 'office' && rest !== '') return { type: 'message', text: `${word} ${rest}` };
  return isCommand(word) ? { type: 'message', value: encode(COMMANDS[word]) } : undefined;
}
