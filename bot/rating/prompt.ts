import type { Aspect } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Choice, Outcome } from '../conversation.ts';
import type { Move, Scene } from '../scene.ts';
import { ratedKinds } from './offices.ts';

/** What a citizen can act on once it is told. */
const ACTED_ON: readonly Aspect[] = ['fee', 'documents', 'time', 'where', 'steps'];
/** So many services are remembered as asked about; whoever comes back to one after more is asked again. */
const MOST_REMEMBERED = 20;

/** Under an answer that can be acted on: whether the service was used, once for each. Each showing is counted. */
export function withPrompt(scene: Scene, move: Move): Move {
  const service = askedAbout(scene, move);
  const last = move.replies.at(-1);
  if (service === undefined || !last) return move;
  const choice = {
    label: scene.say('button.used'),
    code: encode({ kind: 'rating', part: 'service', value: service }),
  };
  return withPrompted(scene, service, {
    ...move,
    replies: [...move.replies.slice(0, -1), { ...last, choices: beforeMenu(last.choices, choice) }],
    records: [...(move.records ?? []), { kind: 'occurrence', what: 'prompt', service }],
  });
}

/** Remembers that a service was asked about, or is being rated. */
export function withPrompted({ conversation }: Scene, service: string, move: Move): Move {
  const before = (conversation.prompted ?? []).filter((id) => id !== service);
  const prompted = [...before, service].slice(-MOST_REMEMBERED);
  return { ...move, remember: { ...move.remember, prompted } };
}

/** The service of the last answer; not while a rating is given, nor while the bot asks something itself. */
function askedAbout({ knowledge, conversation }: Scene, move: Move): string | undefined {
  const outcome: Outcome = move.alsoEnded?.at(-1) ?? move.outcome;
  if (outcome.kind !== 'answered' || conversation.rating || move.remember?.awaited) return undefined;
  const { service, aspects } = outcome;
  const useful = aspects.length === 0 || aspects.some((aspect) => ACTED_ON.includes(aspect));
  const kinds = ratedKinds(knowledge, knowledge.service(service));
  return useful && kinds.length > 0 && !conversation.prompted?.includes(service) ? service : undefined;
}

function beforeMenu(choices: readonly Choice[], choice: Choice): readonly Choice[] {
  const menu = encode({ kind: 'menu' });
  return [
    ...choices.filter(({ code }) => code !== menu),
    choice,
    ...choices.filter(({ code }) => code === menu),
  ];
}
