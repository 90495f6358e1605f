import { hear, type Knowledge, newConversation, type Outcome, takeTurn } from '../../bot/index.ts';

/** How one question, on its own, was understood and answered. One line of `ask --jsonl`. */
export interface Verdict {
  readonly utterance: string;
  readonly locale: string;
  readonly outcome: 'answered' | 'clarified' | 'unanswered' | 'intent';
  readonly service: string | null;
  /** Null: the whole card. */
  readonly aspect: string | null;
  readonly intent: string | null;
  readonly choices: readonly string[];
  readonly confidence: number;
  readonly ms: number;
}

const DAY = '2026-11-20';

/** Asks one question without any memory of others. */
export function judge(
  knowledge: Knowledge,
  utterance: string,
): Verdict & { readonly replies: ReturnType<typeof takeTurn>['replies'] } {
  const started = performance.now();
  const { outcome, conversation, replies } = takeTurn(
    knowledge,
    { ...newConversation(), met: true },
    { kind: 'text', text: utterance },
    DAY,
  );
  const ms = performance.now() - started;
  return {
    utterance,
    locale: conversation.locale ?? 'km',
    outcome: outcome.kind,
    ...partsOf(outcome),
    confidence: Math.round(outcome.confidence * 1000) / 1000,
    ms: Math.round(ms * 100) / 100,
    replies,
  };
}

function partsOf(outcome: Outcome): Pick<Verdict, 'service' | 'aspect' | 'intent' | 'choices'> {
  const nothing = { service: null, aspect: null, intent: null, choices: [] };
  if (outcome.kind === 'answered')
    return { ...nothing, service: outcome.service, aspect: outcome.aspects[0] ?? null };
  if (outcome.kind === 'clarified') return { ...nothing, choices: outcome.services };
  if (outcome.kind === 'intent') return { ...nothing, intent: outcome.intent };
  return nothing;
}

/** The scores behind a verdict, for people. */
export function why(knowledge: Knowledge, utterance: string): string {
  const { questions, tongue, known, place } = hear(knowledge, utterance);
  const lines = questions.flatMap(({ text, confidence, aspects, candidates }) => [
    `  “${text}”  confidence ${confidence.toFixed(3)}  aspects ${aspects.join(', ') || 'whole card'}`,
    ...candidates.slice(0, 5).map(({ label, score, row }) => `    ${score.toFixed(3)}  ${label}  ← ${row}`),
  ]);
  return [
    `  typed in ${tongue ?? 'any language'}; case ${JSON.stringify(known)}; place ${place ?? 'none'}`,
    ...lines,
  ].join('\n');
}
