import { type Network, room, type Step } from './network.ts';

/** How far one has come from one end of the way. */
interface Side {
  /** By which step each node was reached. */
  readonly reached: Map<number, Step | undefined>;
  frontier: readonly number[];
  readonly steps: (node: number) => readonly Step[];
  readonly beyond: (step: Step) => number;
}

/**
 * The shortest way through hidden cells from the end of a step back to its start, with that step as its last: all
 * cells on it can change together. It is looked for from both ends, which mostly meet before they have seen much.
 */
export function wayRound(network: Network, step: Step): Step[] | undefined {
  if (room(step) < 1) return undefined;
  if (step.start === step.end) return [step];
  const ahead: Side = { ...begin(step.end), steps: network.stepsFrom, beyond: ({ end }) => end };
  const back: Side = { ...begin(step.start), steps: network.stepsTo, beyond: ({ start }) => start };
  while (ahead.frontier.length > 0 && back.frontier.length > 0) {
    const [side, other] = ahead.frontier.length <= back.frontier.length ? [ahead, back] : [back, ahead];
    const meeting = advance(side, other, step);
    if (meeting !== undefined) return [...trail(ahead, meeting).reverse(), ...trail(back, meeting), step];
  }
  return undefined;
}

const begin = (node: number) => ({ reached: new Map([[node, undefined]]), frontier: [node] });

/** Goes on by one step wherever possible, until the other side is met. */
function advance(side: Side, other: Side, closing: Step): number | undefined {
  const frontier: number[] = [];
  for (const node of side.frontier)
    for (const step of side.steps(node)) {
      const next = side.beyond(step);
      if (!step.cell.hidden || step.cell === closing.cell || room(step) < 1 || side.reached.has(next))
        continue;
      side.reached.set(next, step);
      if (other.reached.has(next)) return next;
      frontier.push(next);
    }
  side.frontier = frontier;
  return undefined;
}

/** The steps from where both sides met to where one began. */
function trail(side: Side, meeting: number): Step[] {
  const steps: Step[] = [];
  for (let step = side.reached.get(meeting); step; ) {
    steps.push(step);
    step = side.reached.get(side.beyond(step) === step.end ? step.start : step.end);
  }
  return steps;
}
