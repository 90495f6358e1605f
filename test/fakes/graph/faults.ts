import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphRefusal, refusals } from './refusals.ts';
import type { Call } from './world.ts';

/**
 * What goes wrong: an answer of Graph's that refuses, no answer at all (`hang`), a cut connection before the call
 * is carried out (`reset`) or after (`resetAfter`), a late answer (`slow`), or one that is no JSON (`garbage`).
 */
export type FaultKind =
  | '429'
  | '500'
  | 'hang'
  | 'reset'
  | 'resetAfter'
  | 'slow'
  | 'garbage'
  | { readonly code: number; readonly subcode?: number };

export interface Fault {
  readonly kind: FaultKind;
  /** How many calls it meets: one, unless said. */
  readonly times?: number;
  /** Which calls it meets: all but signs (seen, typing), unless said. */
  readonly on?: (call: Call) => boolean;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Carries the call out, and tells nobody. */
  readonly work: () => unknown;
  /** Carries the call out and answers it. */
  readonly answer: () => void;
  readonly refuse: (refusal: GraphRefusal) => void;
}

const SLOW_MS = 300;
const isNoSign = ({ body }: Call): boolean => !('sender_action' in body);

/** The faults that are scripted, each met by the first calls it fits. */
export function createFaults() {
  const waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    /** The fault that meets this call, if one does. */
    next: (call: Call): FaultKind | undefined => {
      const met = waiting.find(({ fault, left }) => left > 0 && (fault.on ?? isNoSign)(call));
      if (met) met.left -= 1;
      return met?.fault.kind;
    },
  };
}

/** Lets a fault happen instead of the answer. */
export function happen(kind: FaultKind, exchange: Exchange): void {
  const { request, response, work, answer, refuse } = exchange;
  if (typeof kind === 'object') {
    const { code, subcode } = kind;
    refuse(new GraphRefusal(code === 190 ? 401 : 400, code, `(#${code}) Scripted.`, { subcode }));
    return;
  }
  const happens = {
    429: () => refuse(refusals.tooManyCalls(429)),
    500: () => refuse(refusals.broken()),
    hang: () => undefined,
    reset: () => request.socket.resetAndDestroy(),
    resetAfter: () => {
      work();
      request.socket.resetAndDestroy();
    },
    slow: () => setTimeout(answer, SLOW_MS),
    garbage: () => response.end('<html>Sorry, something went wrong.</html>'),
  } satisfies Record<typeof kind, () => unknown>;
  happens[kind]();
}
