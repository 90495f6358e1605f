import { ActionTypes, type Activity, ActivityTypes } from 'botbuilder';
import type { Locale, Reply, Utterance } from '../bot/index.ts';

/** What channels put into `channelData` of an outgoing activity beside the text. */
export interface ReplyData {
  /** The first line of the text, which channels may set off: a service's name. */
  readonly title?: string;
  /** The citizen was forgotten: what the channel shows of the conversation goes too. */
  readonly forgets?: true;
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

function messageOf({ value, text, attachments }: Partial<Activity>): Utterance | undefined {
  if (typeof value === 'string') return { kind: 'press', code: value };
  if (text && text.trim() !== '') return { kind: 'text', text };
  return attachments && attachments.length > 0 ? { kind: 'unreadable' } : undefined;
}

/** A reply as an Activity: choices become suggested actions whose value is the code. */
export function activityOf(
  { title, text, choices }: Reply,
  locale: Locale,
  forgets = false,
): Partial<Activity> {
  const data: ReplyData = { ...(title ? { title } : {}), ...(forgets ? { forgets } : {}) };
  return {
    type: ActivityTypes.Message,
    text: title ? `${title}\n${text}` : text,
    locale,
    ...(title || forgets ? { channelData: data } : {}),
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
