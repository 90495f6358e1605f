import { type Network, room, type Step, type Trace } from './network.ts';

/** How far one has come from one end of the way. */
interface Side {
  readonly trace: Trace;
  readonly isAhead: boolean;
  frontier: readonly number[];
}

/**
 * The shortest way through hidden cells from the end of a step back to its start, with that step as its last: all
 * cells on it can change together. It is looked for from both ends, which mostly meet before they have seen much.
 */
export function wayRound(network: Network, step: Step): Step[] | undefined {
  if (room(step) < 1) return undefined;
  if (step.start === step.end) return [step];
  network.ahead.begin(step.end);
  network.back.begin(step.start);
  const ahead: Side = { trace: network.ahead, isAhead: true, frontier: [step.end] };
  const back: Side = { trace: network.back, isAhead: false, frontier: [step.start] };
  while (ahead.frontier.length > 0 && back.frontier.length > 0) {
    const [side, other] = ahead.frontier.length <= back.frontier.length ? [ahead, back] : [back, ahead];
    const meeting = advance(network, side, other.trace, step);
    if (meeting !== undefined)
      return [...network.ahead.stepsTo(meeting).reverse(), ...network.back.stepsTo(meeting), step];
  }
  return undefined;
}

/** Goes on by one step wherever possible, until the other side is met. */
function advance(network: Network, side: Side, other: Trace, closing: Step): number | undefined {
  const { trace, isAhead } = side;
  const frontier: number[] = [];
  for (const node of side.frontier)
    for (const step of isAhead ? network.stepsFrom(node) : network.stepsTo(node)) {
      const { cell } = step;
      const next = isAhead ? step.end : step.start;
      if (!cell.hidden || cell === closing.cell || trace.has(next) || room(step) < 1) continue;
      trace.reach(next, step);
      if (other.has(next)) return next;
      frontier.push(next);
    }
  side.frontier = frontier;
  return undefined;
}
