import { type Action, decode, encode } from '../code.ts';
import { greeting } from '../replies/greeting.ts';
import type { Step } from '../scene.ts';
import { act } from './press.ts';

/** A link only opens something; it never speaks for the citizen. */
const OPENED_BY_LINKS: readonly Action['kind'][] = [
  'service',
  'sector',
  'locale',
  'menu',
  'help',
  'office',
  'rate',
];

/** Someone opens the chat: a link that names something opens it, anything else is greeted. */
export const arrive: Step = (scene) => {
  if (scene.utterance.kind !== 'arrive') return undefined;
  const { code } = scene.utterance;
  const action = code === undefined ? undefined : decode(code);
  const move = action && OPENED_BY_LINKS.includes(action.kind) ? act(scene, action) : undefined;
  if (!move)
    return { replies: [greeting(scene)], outcome: { kind: 'intent', intent: 'greeting', confidence: 1 } };
  return { ...move, remember: { ...move.remember, ...(action ? { entry: entryOf(action) } : {}) } };
};

/** Whoever makes a link can write anything into it: only what it opened of ours is remembered, in our own words. */
const entryOf = (action: Action): string =>
  encode(action.kind === 'sector' ? { ...action, page: 0 } : action);
