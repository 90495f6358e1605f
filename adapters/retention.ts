import { dayInPhnomPenh, monthBefore } from './calendar.ts';
import { EXPIRES_MS } from './fate.ts';
import type { Horizon } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long things are kept, in milliseconds. The privacy page says the same in words. */
export const KEPT: Readonly<Record<Exclude<keyof Horizon, 'visitorKeys'>, number>> = {
  calls: EXPIRES_MS,
  /** Longer than any platform repeats a delivery: Meta 36 hours, Telegram 24. */
  keys: 72 * HOUR_MS,
  conversations: 30 * DAY_MS,
  webConversations: 2 * HOUR_MS,
  /** An hour less than Messenger lets a bot answer. */
  deadTexts: 23 * HOUR_MS,
  deadLetters: 30 * DAY_MS,
  texts: 90 * DAY_MS,
  facts: 5 * 365.25 * DAY_MS,
};

/** What has to go now. */
export const horizonAt = (now: number): Horizon => ({
  ...(Object.fromEntries(Object.entries(KEPT).map(([what, kept]) => [what, now - kept])) as Record<
    keyof typeof KEPT,
    number
  >),
  // The last month's is kept until this one is over: whoever wrote at midnight is counted once.
  visitorKeys: monthBefore(dayInPhnomPenh(new Date(now)).slice(0, 7)),
});
