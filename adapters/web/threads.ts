import type { HeardActivity } from '../channel.ts';
import type { OutgoingActivity } from '../villager.ts';
import { choicesOf, type Spoken, spokenOf } from './spoken.ts';

/** One line of a conversation as the page shows it; what the bot says names the message that it answers. */
export type Entry =
  | { readonly from: 'citizen'; readonly text: string }
  | { readonly from: 'bot'; readonly spoken: Spoken; readonly to?: string };

/** What the page shows of a conversation. It is kept with the conversation's memory, and goes with it. */
export interface Thread {
  readonly entries: readonly Entry[];
  /** The messages that were answered last, so that one sent twice is answered once. */
  readonly answered: readonly string[];
}

export interface ThreadLimits {
  readonly entries: number;
  /** What the entries of one thread weigh at most; the last one stays in any case. */
  readonly bytes: number;
  readonly answered: number;
}
const LIMITS: ThreadLimits = { entries: 60, bytes: 64 * 1024, answered: 8 };
const NEW: Thread = { entries: [], answered: [] };

/** The thread after a turn. A citizen who was forgotten sees the answer alone. */
export function keepSaid(
  before: Thread | undefined,
  turn: { readonly key: string; readonly heard: HeardActivity; readonly said: readonly OutgoingActivity[] },
  limits = LIMITS,
): Thread {
  const { key, heard } = turn;
  const spoken = turn.said.map(spokenOf);
  const isForgotten = spoken.some(({ channelData }) => channelData?.forgets);
  const thread = isForgotten || before === undefined ? NEW : before;
  const told = isForgotten ? [] : toldBy(thread, heard);
  const said = spoken.map((one): Entry => ({ from: 'bot', spoken: one, to: key }));
  return {
    entries: newest([...thread.entries, ...told, ...said], limits),
    answered: [...thread.answered, key].slice(-limits.answered),
  };
}

/** What was answered to a message; undefined when it has not been, or so long ago that nobody remembers. */
export function answerTo(thread: Thread | undefined, key: string): readonly Spoken[] | undefined {
  if (!thread?.answered.includes(key)) return undefined;
  return thread.entries.flatMap((entry) => (entry.from === 'bot' && entry.to === key ? [entry.spoken] : []));
}

/** A pressed choice is shown by its label, never by its code. */
function toldBy(thread: Thread, { type, text, value }: HeardActivity): Entry[] {
  if (type !== 'message') return [];
  const shown = text ?? (typeof value === 'string' ? labelOf(thread, value) : undefined);
  return shown === undefined ? [] : [{ from: 'citizen', text: shown }];
}

const labelOf = ({ entries }: Thread, code: string): string | undefined =>
  entries
    .flatMap((entry) => (entry.from === 'bot' ? choicesOf(entry.spoken) : []))
    .findLast(({ value }) => value === code)?.title;

/** The newest entries that are few and light enough together. */
function newest(entries: readonly Entry[], limits: ThreadLimits): readonly Entry[] {
  let bytes = 0;
  let first = entries.length;
  while (first > 0 && entries.length - first < limits.entries) {
    bytes += Buffer.byteLength(JSON.stringify(entries[first - 1]));
    if (bytes > limits.bytes && first < entries.length) break;
    first -= 1;
  }
  return entries.slice(first);
}
