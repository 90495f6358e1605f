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
  const buttons = choices.map(({ label, code }) => ({
    text: shortened(label, SHOWN.button),
    callback_data: code,
  }));
  return { inline_keyboard: inRows(buttons) };
}

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

/** A keyboard in which one choice, and no other, is marked as taken. */
export const marked = (keyboard: Keyboard, code: string): Keyboard =>
  keyboard.map((row) =>
    row.map(({ text, callback_data }) => {
      const label = text.startsWith(CHOSEN) ? text.slice(CHOSEN.length) : text;
      return { text: callback_data === code ? `${CHOSEN}${label}` : label, callback_data };
    }),
  );
