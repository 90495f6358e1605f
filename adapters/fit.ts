/** Ends of sentences in Khmer and Latin script, with the space behind them. */
const SENTENCE_END = /[។៕!?]\s*|\.\s+/gu;
const graphemes = new Intl.Segmenter('km', { granularity: 'grapheme' });

/**
 * Cuts a text into pieces of at most `most` UTF-16 units, in the best place there is: between paragraphs, lines,
 * sentences, words, and only where nothing else is left between graphemes (never inside one, so that no Khmer
 * cluster or emoji is torn). White space at a cut is dropped; nothing else is.
 */
export function pieces(text: string, most: number): readonly string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const at = cut(rest, most);
    found.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? found : [...found, rest];
}

/** A label of at most `most` UTF-16 units: cut between graphemes, with an ellipsis for what is gone. */
export function shortened(label: string, most: number): string {
  return label.length <= most ? label : `${label.slice(0, graphemesWithin(label, most - 1)).trimEnd()}…`;
}

/** A cut in the first half leaves little behind it: the next worse kind of place is tried first. */
function cut(text: string, most: number): number {
  const window = text.slice(0, most + 1);
  const least = most / 2;
  const places = [
    window.lastIndexOf('\n\n'),
    window.lastIndexOf('\n'),
    lastSentenceEnd(window, most),
    Math.max(window.lastIndexOf(' '), window.lastIndexOf('\u200b')),
  ];
  return places.find((place) => place >= least) ?? graphemesWithin(text, most);
}

function lastSentenceEnd(window: string, most: number): number {
  const ends = [...window.matchAll(SENTENCE_END)].map(({ index, 0: mark }) => index + mark.trimEnd().length);
  return ends.findLast((end) => end <= most) ?? -1;
}

/** The longest run of whole graphemes within `most` units; a single one that is longer is cut after all. */
function graphemesWithin(text: string, most: number): number {
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return end > 0 ? end : most;
}
