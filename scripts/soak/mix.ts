import { type Deed, presses, questions } from '../load/updates.ts';
import type { Post } from './open-loop.ts';

/** Of a hundred: so many are pressed, and so many are a delivery of before once more. The others are typed. */
const PRESSED = 40;
const REPEATED = 1;
const FIRST_NUMBER = 100_000_000;

/** What citizens of so many chats do, one after the other: mixed the same way in every run. */
export function mix(chats: number): () => Post {
  const typed = questions();
  const pressed = presses();
  let events = 0;
  let before: string | undefined;
  return () => {
    const at = events % 100;
    if (at < REPEATED && before !== undefined) {
      events += 1;
      return { request: before, chat: 0, isAnswered: false };
    }
    // 37 and 100 share no factor: the kinds alternate instead of coming in blocks.
    const kind: readonly Deed[] = (at * 37) % 100 < PRESSED ? pressed : typed;
    const chat = FIRST_NUMBER + (events % chats);
    const request = kind[events % kind.length]!(FIRST_NUMBER + events, chat);
    events += 1;
    before = request;
    return { request, chat, isAnswered: true };
  };
}
