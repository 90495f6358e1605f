import type { Locale } from '../catalogue/index.ts';
import { sectorChoices } from '../replies/menu.ts';
import type { Move, Scene } from '../scene.ts';

const NAMES_ENGLISH = /english|អង់គ្លេស|អង់គ្លេ|angle|ongle|anglais|inglis/iu;
const NAMES_KHMER = /khmer|ខ្មែរ|khmae|khmaer|cambodian/iu;

/** "English please", "អាចនិយាយខ្មែរបានទេ": switches to the language named, else to the other one. */
export function switchLanguage(scene: Scene, confidence: number): Move {
  const text = scene.heard?.text ?? '';
  const named: Locale | undefined =
    NAMES_ENGLISH.test(text) && !NAMES_KHMER.test(text)
      ? 'en'
      : NAMES_KHMER.test(text) && !NAMES_ENGLISH.test(text)
        ? 'km'
        : undefined;
  return inLanguage(scene, named ?? asked(text) ?? (scene.locale === 'km' ? 'en' : 'km'), confidence);
}

/** Both are named ("English please, I can't read Khmer"): the one that is asked for stands first. */
function asked(text: string): Locale | undefined {
  const english = text.search(NAMES_ENGLISH);
  const khmer = text.search(NAMES_KHMER);
  return english < 0 || khmer < 0 ? undefined : english < khmer ? 'en' : 'km';
}

/** Goes on in a language and says so in it. */
export function inLanguage(scene: Scene, locale: Locale, confidence: number): Move {
  const speaking = { ...scene, locale, say: scene.knowledge.speech(locale) };
  return {
    replies: [{ text: speaking.say('language.now'), choices: sectorChoices(speaking) }],
    outcome: { kind: 'intent', intent: 'language', confidence },
    remember: { locale },
  };
}
