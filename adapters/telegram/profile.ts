import { z } from 'zod';
import { LOCALES, type Locale, type Say } from '../../bot/index.ts';
import { COMMANDS } from './commands.ts';

/** Something that Telegram shows of the bot in one language: how it is read, and how it is set. */
export interface Wish {
  /** In words, for the operator. */
  readonly what: string;
  readonly get: string;
  readonly set: string;
  readonly language: { readonly language_code?: Locale };
  readonly value: Readonly<Record<string, unknown>>;
  /** What `get` answers, as the same shape as `value`. */
  readonly read: z.ZodType<unknown>;
}

const Commands = z
  .array(z.object({ command: z.string(), description: z.string() }))
  .transform((commands) => ({ commands }));

/** The texts that Telegram shows of a bot: core.telegram.org/bots/api#setmydescription and its neighbours. */
const TEXTS = [
  { what: 'name', method: 'MyName', field: 'name', text: (say: Say) => say('telegram.name') },
  {
    what: 'description',
    method: 'MyDescription',
    field: 'description',
    text: (say: Say) => say('telegram.description'),
  },
  {
    what: 'short description',
    method: 'MyShortDescription',
    field: 'short_description',
    text: (say: Say) => say('telegram.short-description'),
  },
] as const;

/** All that Telegram should show: for Khmer and English phones, and in Khmer for those of any other language. */
export function wishes(speech: (locale: Locale) => Say): readonly Wish[] {
  const anybody = wishesIn(speech(LOCALES[0]), 'any other language', {});
  return [
    ...anybody,
    ...LOCALES.flatMap((locale) => wishesIn(speech(locale), locale, { language_code: locale })),
  ];
}

function wishesIn(say: Say, whom: string, language: Wish['language']): Wish[] {
  const commands = Object.keys(COMMANDS).map((command) => ({
    command,
    description: say(`telegram.command.${command}`),
  }));
  return [
    {
      what: `commands (${whom})`,
      get: 'getMyCommands',
      set: 'setMyCommands',
      language,
      value: { commands },
      read: Commands,
    },
    ...TEXTS.map(({ what, method, field, text }) => ({
      what: `${what} (${whom})`,
      get: `get${method}`,
      set: `set${method}`,
      language,
      value: { [field]: text(say) },
      read: z.object({ [field]: z.string() }),
    })),
  ];
}
