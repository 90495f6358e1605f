import { ActionTypes, type Activity, ActivityTypes, type Entity } from 'botbuilder';
import type { Locale, Reply, Utterance } from '../bot/index.ts';

/** What channels put into `channelData` of an outgoing activity beside the text. */
export interface ReplyData {
  /** The first line of the text, which channels may set off: a service's name. */
  readonly title?: string;
  /** The citizen was forgotten: what the channel shows of the conversation goes too. */
  readonly forgets?: true;
  /** A place is asked for: channels that can send one's location offer it under this label. */
  readonly asksPlace?: { readonly label: string };
  /** The turn before asked for a place: what was offered to send it goes. */
  readonly placeAskedBefore?: true;
}

/** What the citizen did, out of an Activity; undefined for events that ask for no answer. */
export function utteranceOf(activity: Partial<Activity>): Utterance | undefined {
  switch (activity.type) {
    case ActivityTypes.Message:
      return messageOf(activity);
    case ActivityTypes.ConversationUpdate:
    case ActivityTypes.Event:
      return { kind: 'arrive', ...(typeof activity.value === 'string' ? { code: activity.value } : {}) };
    default:
      return undefined;
  }
}

function messageOf({ value, text, entities, attachments }: Partial<Activity>): Utterance | undefined {
  if (typeof value === 'string') return { kind: 'press', code: value };
  if (text && text.trim() !== '') return { kind: 'text', text };
  const location = (entities ?? []).flatMap(locationIn)[0];
  if (location) return location;
  return attachments && attachments.length > 0 ? { kind: 'unreadable' } : undefined;
}

/** A point on the map as Bot Framework's entity; a kilometre is exact enough to find a district, and no house is found by it. */
export const geoCoordinates = (latitude: number, longitude: number) => ({
  type: GEO,
  latitude: Number(latitude.toFixed(2)),
  longitude: Number(longitude.toFixed(2)),
});
const GEO = 'GeoCoordinates';

/** Bot Framework's entity for a point on the map; anything else is none. */
function locationIn({ type, latitude, longitude }: Entity): Utterance[] {
  return type === GEO && Number.isFinite(latitude) && Number.isFinite(longitude)
    ? [{ kind: 'location', latitude, longitude }]
    : [];
}

/** A reply as an Activity: choices become suggested actions whose value is the code. */
export function activityOf(
  { title, text, choices, asksPlace, placeAskedBefore }: Reply,
  locale: Locale,
  forgets = false,
): Partial<Activity> {
  const data: ReplyData = {
    ...(title ? { title } : {}),
    ...(forgets ? { forgets } : {}),
    ...(asksPlace ? { asksPlace } : {}),
    ...(placeAskedBefore ? { placeAskedBefore } : {}),
  };
  return {
    type: ActivityTypes.Message,
    text: title ? `${title}\n${text}` : text,
    locale,
    ...(Object.keys(data).length > 0 ? { channelData: data } : {}),
    ...(choices.length > 0
      ? {
          suggestedActions: {
            to: [],
            actions: choices.map(({ label, code }) => ({
              type: ActionTypes.PostBack,
              title: label,
              value: code,
            })),
          },
        }
      : {}),
  };
}

/** An activity's title and what follows it, for channels that set the title off. */
export function titleAndBody({ text = '', channelData }: Partial<Activity>): {
  readonly title?: string;
  readonly body: string;
} {
  const { title } = (channelData ?? {}) as ReplyData;
  return title ? { title, body: text.slice(title.length + 1) } : { body: text };
}
