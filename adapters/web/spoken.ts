import type { Locale } from '../../bot/index.ts';
import { activityOf, type ReplyData } from '../activity.ts';
import type { OutgoingActivity } from '../villager.ts';

/** A choice as it goes over the wire: a Bot Framework CardAction. */
export interface Action {
  readonly type: string;
  readonly title: string;
  readonly value: string;
}

/** Something the bot said, as the web shows and sends it: the part of an Activity that a browser needs. */
export interface Spoken {
  readonly type: 'message';
  readonly text: string;
  readonly locale: Locale;
  readonly channelData?: ReplyData;
  readonly suggestedActions?: { readonly actions: readonly Action[] };
}

/** An outgoing Activity without what only the Bot Framework needs. */
export function spokenOf({ text, locale, channelData, suggestedActions }: OutgoingActivity): Spoken {
  const actions = (suggestedActions?.actions ?? []).map(({ type, title, value }) => ({
    type: String(type),
    title,
    value: String(value),
  }));
  return {
    type: 'message',
    text: text ?? '',
    locale: locale === 'en' ? 'en' : 'km',
    ...(channelData ? { channelData: channelData as ReplyData } : {}),
    ...(actions.length > 0 ? { suggestedActions: { actions } } : {}),
  };
}

/** A reply of the engine that needs no conversation to be remembered. */
export const spokenReply = (...[reply, locale]: Parameters<typeof activityOf>): Spoken =>
  spokenOf(activityOf(reply, locale));

export const choicesOf = ({ suggestedActions }: Spoken): readonly Action[] => suggestedActions?.actions ?? [];
