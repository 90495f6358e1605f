import type { Step } from '../scene.ts';
import { arrive } from './arrive.ts';
import { ask, askAgain } from './ask.ts';
import { awaited } from './awaited.ts';
import { choose } from './choose.ts';
import { follow } from './follow.ts';
import { intent } from './intent.ts';
import { location } from './location.ts';
import { onlyPlace } from './only-place.ts';
import { press } from './press.ts';
import { unreadable } from './unreadable.ts';

/** What the bot can do in a turn, in this order: the first step that has something to say, says it. */
export const steps: readonly Step[] = [
  arrive,
  unreadable,
  location,
  press,
  awaited,
  onlyPlace,
  choose,
  intent,
  follow,
  askAgain,
  ask,
];
