/** One question of a conversation, as who asked it knows it. */
export interface Question {
  readonly number: number;
  /** How many the answer had; undefined: none came. */
  bubbles: number | undefined;
}

/**
 * What became of a question: it stands on the page once, in its place, with the answer that was given; or it was
 * answered and is not there, or not with the whole answer; or it or its answer is there twice; or it stands in front of
 * an earlier one; or nobody answered it; or it was answered and nobody would show the page.
 */
export type Outcome = 'right' | 'lost' | 'twice' | 'misplaced' | 'unanswered' | 'unread';

/** A question on a page, with the number of bubbles that follow it. */
interface Line {
  readonly number: number;
  readonly bubbles: number;
}

/** Compares what was asked and answered with the page of the conversation; undefined: nobody would show it. */
export function outcomesOf(questions: readonly Question[], page: string | undefined): Outcome[] {
  const lines = page === undefined ? undefined : linesOf(page);
  return questions.map((question) => outcomeOf(question, lines));
}

function outcomeOf({ number, bubbles }: Question, lines: readonly Line[] | undefined): Outcome {
  if (bubbles === undefined) return 'unanswered';
  if (lines === undefined) return 'unread';
  const place = lines.findIndex((line) => line.number === number);
  const line = lines[place];
  if (line === undefined || line.bubbles < bubbles) return 'lost';
  if (line.bubbles > bubbles || lines.some((one, at) => one.number === number && at > place)) return 'twice';
  return lines.slice(0, place).some((one) => one.number > number) ? 'misplaced' : 'right';
}

const BUBBLE = /<article class="said (bot|citizen)".*?<\/article>/gs;

function linesOf(page: string): readonly Line[] {
  const lines: { readonly number: number; bubbles: number }[] = [];
  const [log = ''] = page.split('<template', 1);
  for (const [bubble, who] of log.matchAll(BUBBLE)) {
    const last = lines.at(-1);
    if (who === 'citizen') lines.push({ number: Number(/Question (\d+):/.exec(bubble)?.[1]), bubbles: 0 });
    else if (last) last.bubbles += 1;
  }
  return lines;
}
