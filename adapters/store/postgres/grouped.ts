import { Unfit } from '../../store.ts';

/** Calls that come while a group is on its way share the next one; none waits for a timer. */
export function grouped<Given, Result>(
  run: (group: readonly Given[]) => Promise<readonly Outcome<Result>[]>,
  most: number,
): (given: Given) => Promise<Result> {
  let waiting: Waiting<Given, Result>[] = [];
  let isRunning = false;

  const flush = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await carryOut(group);
    }
    isRunning = false;
  };
  /** One that cannot be carried out must not take the others with it: each tries alone. */
  const carryOut = async (group: readonly Waiting<Given, Result>[]): Promise<void> => {
    try {
      const outcomes = await run(group.map(({ given }) => given));
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome && 'value' in outcome) resolve(outcome.value);
        else reject(outcome?.refused ?? new Error('the database gave no answer'));
      }
    } catch (error) {
      if (group.length > 1 && isOfOne(error)) for (const one of group) await carryOut([one]);
      else for (const { reject } of group) reject(isOfOne(error) ? unfit(error as Error) : (error as Error));
    }
  };
  return (given) =>
    new Promise((resolve, reject) => {
      waiting.push({ given, resolve, reject });
      if (!isRunning) setImmediate(() => void (isRunning || flush()));
    });
}

const unfit = (error: Error): Unfit => Object.assign(new Unfit(error.message), { ...error });

export type Outcome<Result> = { readonly value: Result } | { readonly refused: Error };

interface Waiting<Given, Result> {
  readonly given: Given;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Whether something that one call of a group holds may be the reason, and not the connection: it cannot be written as
 * JSON, or PostgreSQL refused it. Classes 08, 53 and 57 of its error codes are of
 * the connection and the server, 55 of a lock that all would wait for.
 */
function isOfOne(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^(?!08|53|55|57|E)[0-9A-Z]{5}$/.test(code);
}
