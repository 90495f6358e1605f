import { z } from 'zod';
import type { FakeTelegram } from '../../test/fakes/telegram/index.ts';
import { type Citizen, Code, deed, Fault, handling, lastOf, Nothing, type Phone, Text } from './phone.ts';
import { isPlace, PLACES } from './places.ts';

/** What comes without words, as Telegram names it. */
const SENDABLE = { photo: [], sticker: {}, voice: {}, document: {} } as const;
const Kind = z.object({ kind: z.enum(['photo', 'sticker', 'voice', 'document']) });
const Pressed = z.object({ message: z.int(), data: z.string() });

/** Telegram on a citizen's phone. */
export function telegramPhone(fake: FakeTelegram): Phone {
  const citizen: Citizen = { id: 1001, language: 'km', isBlocking: false };
  return { shown: () => shownTo(fake, citizen), deeds: { ...handling(citizen), ...deedsOf(fake, citizen) } };
}

function deedsOf(fake: FakeTelegram, citizen: Citizen) {
  const from = () => ({ language_code: citizen.language });
  return {
    say: deed(Text, ({ text }) => fake.userSays(citizen.id, text, from())),
    edit: deed(Text, ({ text }) => fake.userEdits(citizen.id, text)),
    start: deed(Code, ({ code }) => fake.userSays(citizen.id, `/start ${code}`.trim(), from())),
    press: deed(Pressed, ({ message, data }) => fake.userPresses(citizen.id, data, message)),
    send: deed(Kind, ({ kind }) => fake.userSends(citizen.id, { [kind]: SENDABLE[kind] }, from())),
    place: deed(z.object({ place: z.string().refine(isPlace, 'Choose a place.') }), ({ place }) => {
      const [latitude, longitude] = PLACES[place];
      fake.userSendsLocation(citizen.id, latitude, longitude, from());
    }),
    block: deed(Nothing, () => {
      citizen.isBlocking = !citizen.isBlocking;
      if (citizen.isBlocking) fake.userBlocks(citizen.id);
      else fake.userUnblocks(citizen.id);
    }),
    /** Only answers meet it: the bot's own asking for messages goes on. */
    fault: deed(Fault, (fault) => fake.fault({ ...fault, method: 'sendMessage' })),
  };
}

function shownTo(fake: FakeTelegram, citizen: Citizen): object {
  const { id, language } = citizen;
  const isForMe = ({ params }: FakeTelegram['calls'][number]) => Number(params['chat_id']) === id;
  return {
    ...citizen,
    name: fake.profile('name', language) ?? fake.username,
    description: fake.profile('description', language) ?? '',
    commands: fake.profile('commands', language) ?? [],
    places: Object.keys(PLACES),
    messages: fake.messages(id),
    keyboard: fake.replyKeyboard(id),
    // Telegram folds a keyboard away once it is used, and opens it when it is sent anew.
    keyboardsSent: fake.calls.filter((call) => isForMe(call) && isKeyboard(call.params['reply_markup']))
      .length,
    calls: lastOf(
      fake.calls
        .map(({ method, params, why }, number) => ({ number, name: method, sent: params, refused: why }))
        .filter(({ name }) => name !== 'getUpdates'),
    ),
  };
}

const isKeyboard = (markup: unknown): boolean => JSON.stringify(markup ?? '').includes('"keyboard"');
