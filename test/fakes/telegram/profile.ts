import { badRequest } from './refusal.ts';
import type { Params, State } from './state.ts';

interface Command {
  readonly command: string;
  readonly description: string;
}

const TEXTS = [
  { method: 'MyName', field: 'name', most: 64, refusal: 'Bot name is too long' },
  { method: 'MyDescription', field: 'description', most: 512, refusal: 'Bot description is too long' },
  {
    method: 'MyShortDescription',
    field: 'short_description',
    most: 120,
    refusal: 'Bot short description is too long',
  },
] as const;

type Method = (state: State, params: Params) => unknown;

/** The methods that set what Telegram shows of the bot, and read it back. A language without its own shows the default. */
export const profileMethods: Readonly<Record<string, Method>> = {
  setMyCommands: (state, params) => {
    const commands =
      typeof params['commands'] === 'string' ? JSON.parse(params['commands']) : params['commands'];
    if (!Array.isArray(commands)) throw badRequest('expected an Array of BotCommand');
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const command of commands) checkCommand(command);
    return keep(state, 'commands', params, commands);
  },
  getMyCommands: (state, params) => state.profile.get(`commands:${languageOf(params)}`) ?? [],
  ...Object.fromEntries(
    TEXTS.flatMap(({ method, field, most, refusal }): [string, Method][] => [
      [
        `set${method}`,
        (state, params) => {
          const text = String(params[field] ?? '').trim();
          if (text.length > most) throw badRequest(refusal);
          return keep(state, field, params, text);
        },
      ],
      [
        `get${method}`,
        ({ profile }, params) => ({
          [field]: profile.get(`${field}:${languageOf(params)}`) ?? profile.get(`${field}:`) ?? '',
        }),
      ],
    ]),
  ),
};

function keep({ profile }: State, field: string, params: Params, value: unknown): true {
  profile.set(`${field}:${languageOf(params)}`, value);
  return true;
}

function languageOf({ language_code: code = '' }: Params): string {
  if (/^([a-z]{2})?$/.test(String(code))) return String(code);
  throw badRequest('invalid language code specified');
}

function checkCommand({ command, description }: Partial<Command>): void {
  const word = String(command ?? '').replace(/^\//, '');
  if (word === '') throw badRequest('Command must be non-empty');
  if (word.length > 32) throw badRequest('Command length must not exceed 32');
  if (!/^[a-z0-9_]+$/.test(word)) throw badRequest('BOT_COMMAND_INVALID');
  if (!description?.trim()) throw badRequest('Command description must be non-empty');
  if (description.length > 256) throw badRequest('Command description length must not exceed 256');
}
