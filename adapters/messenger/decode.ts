import { createHash } from 'node:crypto';
import { geoCoordinates } from '../activity.ts';
import type { HeardActivity, ReceivedEvent } from '../channel.ts';
import { codeIn, GET_STARTED, OURS } from './marks.ts';
import { type Happening, happeningsIn, type Message, type Postback } from './webhook.ts';

const MINUTE_MS = 60_000;
/** Meta delivers again for 36 hours; what is older is a replay, and its id may be forgotten by now. */
const OLDEST_MS = 48 * 60 * MINUTE_MS;
/** Two clocks are never quite the same. */
const AHEAD_MS = 5 * MINUTE_MS;

/** What citizens did, out of a webhook's body. Receipts, echoes of our own and the unknown become nothing. */
export const decode = (body: object, now: Date): readonly ReceivedEvent[] =>
  happeningsIn(body)
    .filter(({ timestamp }) => isTimely(timestamp - now.getTime()))
    .flatMap(eventsOf);

const isTimely = (ahead: number): boolean => ahead >= -OLDEST_MS && ahead <= AHEAD_MS;

function eventsOf(happening: Happening): readonly ReceivedEvent[] {
  const { message, postback, referral } = happening;
  if (message?.is_echo) return echoed(happening, message);
  if (message) return written(happening, message);
  if (postback) return tapped(happening, postback);
  return referral ? [event(happening, idOf(happening, referral.ref), arrival(referral.ref))] : [];
}

/** What the Page wrote: by us, or by a human in the Page's inbox, after whom the bot is silent for a while. */
const echoed = ({ recipient, timestamp }: Happening, { mid, metadata }: Message): readonly ReceivedEvent[] =>
  metadata === OURS
    ? []
    : [{ id: mid, conversation: recipient.id, at: timestamp, activity: { type: 'handoff' } }];

/** A first message can also tell which link or advert opened the chat: that comes before it. */
function written(happening: Happening, message: Message): readonly ReceivedEvent[] {
  const { mid, referral } = message;
  const activity = isSticker(message) ? undefined : heard(message);
  return [
    ...(referral?.ref === undefined ? [] : [event(happening, `${mid}:arrive`, arrival(referral.ref))]),
    ...(activity ? [event(happening, mid, activity)] : []),
  ];
}

function heard({ text, quick_reply, attachments = [] }: Message): HeardActivity | undefined {
  if (quick_reply) return { type: 'message', value: quick_reply.payload };
  if (text) return { type: 'message', text };
  const point = attachments.flatMap(({ payload }) => payload?.coordinates ?? [])[0];
  if (point) return { type: 'message', entities: [geoCoordinates(point.lat, point.long)] };
  // Only that something came is told on: nobody follows an address that a citizen sent.
  return attachments.length > 0
    ? { type: 'message', attachments: attachments.map(({ type }) => ({ contentType: type })) }
    : undefined;
}

const isSticker = ({ sticker_id, attachments = [] }: Message): boolean =>
  sticker_id !== undefined ||
  attachments.some(({ type, payload }) => type === 'sticker' || payload?.sticker_id !== undefined);

/** Get Started opens the chat; any other tap is a choice, whatever link led to it. */
function tapped(happening: Happening, { mid, payload, referral }: Postback): readonly ReceivedEvent[] {
  const activity: HeardActivity =
    payload === GET_STARTED ? arrival(referral?.ref) : { type: 'message', ...codeIn(payload) };
  return [event(happening, mid ?? idOf(happening, payload), activity)];
}

const arrival = (ref: string | undefined): HeardActivity => ({
  type: 'event',
  name: 'arrive',
  ...(ref === undefined ? {} : { value: ref }),
});

const event = ({ sender, timestamp }: Happening, id: string, activity: HeardActivity): ReceivedEvent => ({
  id,
  conversation: sender.id,
  at: timestamp,
  activity,
});

/** The id of an event that Meta gives none: the same for the same event, however often it is delivered. */
const idOf = ({ sender, timestamp }: Happening, content = ''): string =>
  createHash('sha256').update(`${sender.id} ${timestamp} ${content}`).digest('hex').slice(0, 32);
