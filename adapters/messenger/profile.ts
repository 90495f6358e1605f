import { z } from 'zod';
import { encode, LOCALES, type Locale, type Say } from '../../bot/index.ts';
import { GET_STARTED, spokenIn } from './marks.ts';

/** Meta's names for the languages. Whoever has set neither is met in Khmer, the first of ours. */
const META_LOCALES: readonly (readonly [name: string, locale: Locale])[] = [
  ['default', LOCALES[0]],
  ['km_KH', 'km'],
  ['en_US', 'en'],
];

/** The parts of a Page's Messenger profile that are ours; what Meta adds to them when it is asked falls away. */
const byLocale = <Part extends { readonly locale: string }>(parts: readonly Part[]): Part[] =>
  parts.toSorted((one, other) => (one.locale < other.locale ? -1 : 1));
const Greeting = z.object({ locale: z.string(), text: z.string() });
const IceBreakers = z.object({
  locale: z.string(),
  call_to_actions: z.array(z.object({ question: z.string(), payload: z.string() })),
});
const Menu = z.object({
  locale: z.string(),
  composer_input_disabled: z.boolean().default(false),
  call_to_actions: z.array(z.object({ type: z.string(), title: z.string(), payload: z.string() })),
});
export const Profile = z
  .object({
    get_started: z.object({ payload: z.string() }),
    greeting: z.array(Greeting).transform(byLocale),
    ice_breakers: z.array(IceBreakers).transform(byLocale),
    persistent_menu: z.array(Menu).transform(byLocale),
  })
  .partial();
export type Profile = z.output<typeof Profile>;

/** The part of each ice breaker that is a code; its question is a text. */
const ICE_BREAKERS = [
  { question: 'messenger.ask.passport', action: { kind: 'service', service: 'passport', aspect: 'fee' } },
  {
    question: 'messenger.ask.birth',
    action: { kind: 'service', service: 'birth-registration', aspect: 'documents' },
  },
  {
    question: 'messenger.ask.licence',
    action: { kind: 'service', service: 'driving-licence-car', aspect: 'fee' },
  },
  { question: 'messenger.ask.subjects', action: { kind: 'menu' } },
] as const;

const MENU_ITEMS = [
  { title: 'messenger.menu.subjects', action: { kind: 'menu' } },
  { title: 'messenger.menu.office', action: { kind: 'office' } },
  { title: 'messenger.menu.rate', action: { kind: 'rate' } },
  { title: 'messenger.menu.khmer', action: { kind: 'locale', locale: 'km' } },
  { title: 'messenger.menu.english', action: { kind: 'locale', locale: 'en' } },
  { title: 'messenger.menu.help', action: { kind: 'help' } },
  { title: 'messenger.menu.forget', action: { kind: 'forget' } },
] as const;

/** What the Page shows before anything is said: the greeting, four questions to tap, and the menu. */
export function profileIn(speech: (locale: Locale) => Say): Profile {
  const localised = <Part>(part: (say: Say, locale: Locale) => Part) =>
    META_LOCALES.map(([name, locale]) => ({ locale: name, ...part(speech(locale), locale) }));
  return Profile.parse({
    get_started: { payload: GET_STARTED },
    greeting: localised((say) => ({ text: say('messenger.greeting') })),
    ice_breakers: localised((say, locale) => ({
      call_to_actions: ICE_BREAKERS.map(({ question, action }) => ({
        question: say(question),
        payload: spokenIn(locale, encode(action)),
      })),
    })),
    persistent_menu: localised((say, locale) => ({
      composer_input_disabled: false,
      call_to_actions: MENU_ITEMS.map(({ title, action }) => ({
        type: 'postback',
        title: say(title),
        payload: spokenIn(locale, encode(action)),
      })),
    })),
  });
}

/** The parts that stand differently in what Meta has; the others need not be sent. */
export function changesTo(current: Profile, wanted: Profile): Profile {
  const differs = (part: string) =>
    JSON.stringify(current[part as keyof Profile]) !== JSON.stringify(wanted[part as keyof Profile]);
  return Object.fromEntries(Object.entries(wanted).filter(([part]) => differs(part)));
}
