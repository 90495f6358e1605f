import { type Aspect, type AspectWords, TONGUES } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';

/** A part of a question that shows what is asked, as it is looked up: Khmer without spaces, Latin between spaces. */
export interface Cue {
  readonly key: string;
  readonly aspect: Aspect;
}

const KHMER = /\p{Script=Khmer}/u;
const keyOf = (text: string): string => {
  const key = normalise(text);
  return KHMER.test(key) ? key.replaceAll(' ', '') : ` ${key} `;
};

/** All cues, longest first, so that "ប៉ុន្មានថ្ងៃ" is found before "ប៉ុន្មាន". */
export function cuesOf(aspects: readonly AspectWords[]): Cue[] {
  return aspects
    .flatMap(({ id, cues }) => TONGUES.flatMap((tongue) => cues[tongue] ?? []).map((text) => ({ key: keyOf(text), aspect: id })))
    .filter(({ key }) => key.trim() !== '')
    .sort((a, b) => b.key.length - a.key.length);
}

/** The aspects whose cues stand in the text, in the order they stand; a longer cue hides the shorter ones inside it. */
export function cuedAspects(cues: readonly Cue[], text: string): Aspect[] {
  const key = normalise(text);
  let open = ` ${KHMER.test(key) ? key.replace(/(?<=\p{Script=Khmer}) (?=\p{Script=Khmer})/gu, '') : key} `;
  const found: { readonly at: number; readonly aspect: Aspect }[] = [];
  for (const cue of cues) {
    const at = open.indexOf(cue.key);
    if (at < 0) continue;
    found.push({ at, aspect: cue.aspect });
    open = open.slice(0, at) + '\0'.repeat(cue.key.length) + open.slice(at + cue.key.length);
  }
  return found.sort((a, b) => a.at - b.at).map(({ aspect }) => aspect);
}
