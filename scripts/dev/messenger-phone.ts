import { z } from 'zod';
import type { FakeGraph } from '../../test/fakes/graph.ts';
import { type Citizen, Code, deed, Fault, handling, lastOf, Nothing, type Phone, Text } from './phone.ts';

const Kind = z.object({ kind: z.enum(['image', 'sticker', 'audio', 'file', 'location']) });
const Pressed = z.object({ payload: z.string() });

/** Messenger on a citizen's phone. */
export function messengerPhone(fake: FakeGraph): Phone {
  const citizen: Citizen = { id: 5001, language: 'km', isBlocking: false };
  return { shown: () => shownTo(fake, citizen), deeds: { ...handling(citizen), ...deedsOf(fake, citizen) } };
}

function deedsOf(fake: FakeGraph, citizen: Citizen) {
  const psid = () => String(citizen.id);
  return {
    say: deed(Text, ({ text }) => arrived(fake.userSays(psid(), text))),
    start: deed(Code, ({ code }) => arrived(fake.userTapsGetStarted(psid(), code || undefined))),
    /** A link that opens a conversation which has begun. */
    follow: deed(Code, ({ code }) => arrived(fake.userFollowsLink(psid(), code))),
    press: deed(Pressed, ({ payload }) => arrived(fake.userPresses(psid(), payload))),
    tap: deed(Pressed, ({ payload }) => arrived(fake.userTapsProfile(psid(), payload))),
    send: deed(Kind, ({ kind }) => arrived(fake.userSends(psid(), kind))),
    human: deed(Text, ({ text }) => arrived(fake.humanWrites(psid(), text))),
    block: deed(Nothing, () => {
      citizen.isBlocking = !citizen.isBlocking;
      fake.block(psid(), citizen.isBlocking);
    }),
    fault: deed(Fault, (fault) => fake.fault(fault)),
  };
}

/** The status is the bot's answer to Meta, not to the citizen. */
async function arrived(delivery: Promise<number>): Promise<void> {
  const status = await delivery;
  if (status === 0) throw new Error('Nobody answered at the webhook: is the bot running?');
  if (status !== 200) throw new Error(`The webhook answered ${status} instead of 200.`);
}

/** Meta's names for the languages of a phone. */
const LOCALES = { km: 'km_KH', en: 'en_US', fr: 'fr_FR' } as const;

type Localised = { readonly locale: string } & Readonly<Record<string, unknown>>;

function shownTo(fake: FakeGraph, citizen: Citizen): object {
  const profile = fake.profile();
  const part = (name: string): Localised | undefined => {
    const parts = (profile[name] ?? []) as readonly Localised[];
    const own = parts.find(({ locale }) => locale === LOCALES[citizen.language]);
    return own ?? parts.find(({ locale }) => locale === 'default');
  };
  return {
    ...citizen,
    name: 'Smart Villager',
    greeting: part('greeting')?.['text'] ?? '',
    iceBreakers: part('ice_breakers')?.['call_to_actions'] ?? [],
    menu: part('persistent_menu')?.['call_to_actions'] ?? [],
    messages: fake.messages(String(citizen.id)),
    calls: lastOf(
      fake.calls.map(({ method, path, body, why }, number) => ({
        number,
        name: `${method} ${path}`,
        sent: body,
        refused: why,
      })),
    ),
  };
}
