import { shortened } from '../fit.ts';
import { SHOWN } from './limits.ts';
import type { Keyboard } from './update.ts';

/** Something to choose, as it comes out of an Activity. */
export interface Choice {
  readonly label: string;
  readonly code: string;
}

const CHOSEN = '✓ ';

/** Buttons under a message: two short ones side by side, a long one alone. */
export function inlineKeyboard(choices: readonly Choice[]) {
  return { inline_keyboard: inRows(choices.map(buttonOf)) };
}

const buttonOf = ({ label, code }: Choice) => ({
  text: shortened(label, SHOWN.button),
  callback_data: code,
});

/** A keyboard in place of the phone's own, to send where one is. What else can be chosen is typed by it, so it stays whole. */
export function placeKeyboard(label: string, choices: readonly Choice[]) {
  const others = choices.map((choice) => ({ text: choice.label }));
  return {
    keyboard: [[{ text: label, request_location: true }], ...inRows(others)],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}

function inRows<Button extends { readonly text: string }>(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row?.length === 1 && [...row, button].every(({ text }) => widthOf(text) <= SHOWN.halfRow))
      row.push(button);
    else rows.push([button]);
  }
  return rows;
}

const graphemes = new Intl.Segmenter('km', { granularity: 'grapheme' });
const KHMER = /\p{Script=Khmer}/u;

/** About how wide a label is drawn, in Latin letters. */
const widthOf = (label: string): number =>
  [...graphemes.segment(label)].reduce((sum, { segment }) => sum + (KHMER.test(segment) ? 1.5 : 1), 0);

/**
 * A keyboard of which a choice was pressed: it, and no other, is marked as taken. Where the answer offers it again, as
 * the reasons of a rating that can be taken back, its own signs say what is chosen: both keyboards then show the same.
 */
export function afterPress(keyboard: Keyboard, code: string, offered: readonly Choice[]): Keyboard {
  const again = new Map(offered.map(buttonOf).map(({ text, callback_data }) => [callback_data, text]));
  const label = again.has(code)
    ? ({ text, callback_data }: Button) => again.get(callback_data ?? '') ?? text
    : ({ text, callback_data }: Button) => `${callback_data === code ? CHOSEN : ''}${unmarked(text)}`;
  return keyboard.map((row) => row.map((button) => ({ ...button, text: label(button) })));
}

type Button = Keyboard[number][number];

const unmarked = (text: string): string => (text.startsWith(CHOSEN) ? text.slice(CHOSEN.length) : text);
