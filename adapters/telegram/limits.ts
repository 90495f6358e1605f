/** What the Bot API allows, each with the page it was read on in November 2026 (core.telegram.org/bots/…). */
export const LIMITS = {
  /** UTF-16 units of a message, after its entities are parsed: api#sendmessage */
  text: 4096,
  /** Buttons under one message; the server refuses more: api#inlinekeyboardmarkup */
  buttons: 100,
  /** Messages a second for all chats together: faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
  callsPerSecond: 30,
} as const;

/** Where the pages give no number: what a phone shows in one line. */
export const SHOWN = {
  /** UTF-16 units of a button's text. */
  button: 64,
  /** Two labels as narrow as this stand side by side, in widths of a Latin letter: a Khmer cluster is half as wide again. */
  halfRow: 18,
} as const;
