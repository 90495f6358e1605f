import type { Locale } from '../../bot/index.ts';
import { type ReplyData, titleAndBody } from '../activity.ts';
import type { Call, ReceivedEvent } from '../channel.ts';
import { pieces, shortened } from '../fit.ts';
import type { OutgoingActivity } from '../villager.ts';
import type { Labels } from './labels.ts';
import { LIMITS } from './limits.ts';
import { OURS, spokenIn } from './marks.ts';
import { buttons, cards, type Option, quickReplies, shapeOf, titleOf } from './shapes.ts';

const DIGITS: Readonly<Record<Locale, Intl.NumberFormat>> = {
  km: new Intl.NumberFormat('km-u-nu-khmr', { useGrouping: false }),
  en: new Intl.NumberFormat('en', { useGrouping: false }),
};

/** What was said in a turn → calls of the Send API, in order and within every limit. Pure. */
export function render(
  said: readonly OutgoingActivity[],
  { conversation }: Pick<ReceivedEvent, 'conversation'>,
  labels: (locale: Locale) => Labels,
): readonly Call[] {
  // A typed number picks from the last choices of a turn: only those are numbered.
  const offered = said.findLastIndex((activity) => choicesOf(activity).length > 0);
  return said
    .flatMap((activity, index) => messagesOf(activity, index === offered, labels))
    .map((message) => ({
      method: 'me/messages',
      body: {
        recipient: { id: conversation },
        messaging_type: 'RESPONSE',
        message: { ...message, metadata: OURS },
      },
      kind: 'answer',
    }));
}

function messagesOf(
  activity: OutgoingActivity,
  numbered: boolean,
  labels: (locale: Locale) => Labels,
): readonly object[] {
  const text = textOf(activity);
  const locale: Locale = activity.locale === 'en' ? 'en' : 'km';
  const options = optionsOf(activity, locale, numbered ? DIGITS[locale] : undefined);
  switch (shapeOf(text, options)) {
    case 'none':
      return texts(text);
    case 'buttons':
      return withButtons(text, options);
    case 'quick replies':
      return withQuickReplies(text, options);
    case 'cards':
      return [...texts(text), cards(options, labels(locale).choose)];
    case 'numbers':
      return withNumbers(text, options);
  }
}

/** Messenger has no bold letters: an empty line sets the title off. */
function textOf(activity: OutgoingActivity): string {
  const { title, body } = titleAndBody(activity);
  return title ? `${title}\n\n${body}` : body;
}

const optionsOf = (
  activity: OutgoingActivity,
  locale: Locale,
  digits: Intl.NumberFormat | undefined,
): readonly Option[] =>
  choicesOf(activity).map(({ title, value }, index) => ({
    label: title,
    // Whoever is forgotten has no language any more: the button tells which words were read.
    code: isForgotten(activity) ? spokenIn(locale, String(value)) : String(value),
    number: digits ? `${digits.format(index + 1)}.` : '',
  }));

const isForgotten = ({ channelData }: OutgoingActivity): boolean =>
  (channelData as ReplyData | undefined)?.forgets === true;

const choicesOf = ({ suggestedActions }: OutgoingActivity) => suggestedActions?.actions ?? [];

const texts = (text: string): readonly { readonly text: string }[] =>
  pieces(text, LIMITS.text).map((piece) => ({ text: piece }));

/** The end of the text that fits stands over the buttons, what comes before it in messages of its own. */
function withButtons(text: string, options: readonly Option[]): readonly object[] {
  const last = pieces(text, LIMITS.buttonText).at(-1) ?? '';
  const before = text.trim().slice(0, -last.length);
  return [...texts(before), buttons(last, options)];
}

function withQuickReplies(
  text: string,
  options: readonly Pick<Option, 'label' | 'code'>[],
): readonly object[] {
  const all = texts(text);
  const replies = options.length > 0 ? quickReplies(options) : {};
  return all.map((message, index) => (index === all.length - 1 ? { ...message, ...replies } : message));
}

/** Every choice in the text; the first ones also to tap, by their number where they have one. */
function withNumbers(text: string, options: readonly Option[]): readonly object[] {
  const lines = options.map((option) => (option.number ? titleOf(option) : `• ${option.label}`));
  const tapped = options
    .filter(({ code }) => code.length <= LIMITS.payload)
    .slice(0, LIMITS.quickReplies)
    .map(({ number, label, code }) => ({
      label: number.slice(0, -1) || shortened(label, LIMITS.label),
      code,
    }));
  return withQuickReplies([text.trim(), lines.join('\n')].filter((part) => part !== '').join('\n\n'), tapped);
}
