import { LIMITS } from './limits.ts';

/** One choice as it is shown: its place in the answer is the number that picks it when typed. */
export interface Option {
  readonly label: string;
  readonly code: string;
  /** "1." in the digits of the language; '' where a typed number picks from a later answer. */
  readonly number: string;
}

/** How the choices of an answer are shown. */
export type Shape = 'none' | 'buttons' | 'quick replies' | 'cards' | 'numbers';

/**
 * Buttons where they fit, because they stay while quick replies vanish; cards for long labels; and what fits
 * nowhere is numbered in the text.
 */
export function shapeOf(text: string, options: readonly Option[]): Shape {
  if (options.length === 0) return 'none';
  if (text.trim() === '' || !options.every(({ code }) => code.length <= LIMITS.payload)) return 'numbers';
  if (options.every(({ label }) => isShort(label))) {
    if (options.length <= LIMITS.buttons) return 'buttons';
    if (options.length <= LIMITS.quickReplies) return 'quick replies';
  }
  const cards = options.length <= LIMITS.cards && options.every(isCard);
  return cards ? 'cards' : 'numbers';
}

const isShort = (label: string): boolean => label.length <= LIMITS.label;
const isCard = (option: Option): boolean => titleOf(option).length <= LIMITS.cardTitle;

export const titleOf = ({ number, label }: Option): string => `${number} ${label}`.trim();

const postback = (title: string, payload: string) => ({ type: 'postback', title, payload });

/** A template below a text: buttons, or a row of cards with one button each. */
export const buttons = (text: string, options: readonly Option[]) =>
  template({
    template_type: 'button',
    text,
    buttons: options.map(({ label, code }) => postback(label, code)),
  });

export const cards = (options: readonly Option[], choose: string) =>
  template({
    template_type: 'generic',
    elements: options.map((option) => ({
      title: titleOf(option),
      buttons: [postback(choose, option.code)],
    })),
  });

const template = (payload: object) => ({ attachment: { type: 'template', payload } });

export const quickReplies = (options: readonly Pick<Option, 'label' | 'code'>[]) => ({
  quick_replies: options.map(({ label, code }) => ({ content_type: 'text', title: label, payload: code })),
});
