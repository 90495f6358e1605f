import type { Seen } from '../provider.ts';

/**
 * How many calls were made for a channel by somebody after another one had begun to send there: of several servers one
 * sends, until it is gone.
 */
export function sentBeside(seen: readonly Seen[]): number {
  const before = new Map<string, Set<string>>();
  const now = new Map<string, string>();
  let beside = 0;
  for (const { channel, by } of seen) {
    const relieved = before.get(channel) ?? new Set();
    before.set(channel, relieved);
    if (relieved.has(by)) {
      beside += 1;
      continue;
    }
    const last = now.get(channel);
    if (last !== undefined && last !== by) relieved.add(last);
    now.set(channel, by);
  }
  return beside;
}
