import { LOCALES, type Locale } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Choice, Reply } from '../conversation.ts';
import type { Scene } from '../scene.ts';
import { sectorChoices } from './menu.ts';

/** Buttons for the other languages. */
export function languageChoices({ knowledge, locale }: Scene): Choice[] {
  return LOCALES.filter((other) => other !== locale).map((other: Locale) => ({
    label: knowledge.speech(other)('language.name'),
    code: encode({ kind: 'locale', locale: other }),
  }));
}

/** Says that it is automated, what it can do and how to ask. */
export const greeting = (scene: Scene): Reply => ({
  text: [scene.say('greeting.automated'), scene.say('greeting.can-do')].join('\n\n'),
  choices: [...sectorChoices(scene), ...languageChoices(scene)],
});
