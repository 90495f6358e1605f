import { Refusal } from './refusal.ts';
import type { Json, Params } from './state.ts';

export interface Update extends Json {
  readonly update_id: number;
}

const DEFAULT_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'];
const MOST_UPDATES = 100;
const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

/** The updates that nobody has taken yet, oldest first, and the one poller that may wait for them. */
export function createQueue() {
  const pending: Update[] = [];
  let allowed: readonly string[] = DEFAULT_KINDS;
  let waiting: ((refusal?: Refusal) => void) | undefined;
  let last = 7_000;

  function add(part: Json): number {
    last += 1;
    if (Object.keys(part).some((kind) => allowed.includes(kind))) pending.push({ update_id: last, ...part });
    waiting?.();
    return last;
  }

  async function fetch(params: Params, gone: AbortSignal): Promise<readonly Update[]> {
    waiting?.(new Refusal(409, CONFLICT));
    const offset = Number(params['offset'] ?? 0);
    while (pending[0] && pending[0].update_id < offset) pending.shift();
    allow(params['allowed_updates']);
    if (pending.length === 0) await anUpdate(Number(params['timeout'] ?? 0) * 1000, gone);
    return pending.slice(0, MOST_UPDATES);
  }

  function anUpdate(ms: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (refusal?: Refusal) => {
        clearTimeout(timer);
        if (waiting === end) waiting = undefined;
        if (refusal) reject(refusal);
        else resolve();
      };
      const timer = setTimeout(end, ms);
      gone.addEventListener('abort', () => end(), { once: true });
      waiting = end;
    });
  }

  /** A list of kinds stays until another is given. */
  function allow(kinds: unknown): readonly string[] {
    if (kinds !== undefined) allowed = typeof kinds === 'string' ? JSON.parse(kinds) : (kinds as string[]);
    return allowed;
  }

  return { pending, add, fetch, allow };
}
export type Queue = ReturnType<typeof createQueue>;
