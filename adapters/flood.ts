/** Whether somebody may be answered now, is told once that they write too fast, or is not heard for a moment. */
export type Admission = 'admitted' | 'told' | 'dropped';
export type Flood = (who: string, at: number) => Admission;

export interface FloodLimits {
  /** So many at once … */
  readonly burst: number;
  /** … and then one more for each of these. */
  readonly everyMs: number;
  /** So many are remembered; whoever was quiet longest is forgotten first. */
  readonly most?: number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
  readonly told: boolean;
}

/**
 * A token bucket for each sender. `at` is when the message was written, in milliseconds: what waited somewhere while
 * the server was away is no flood when it arrives all at once.
 */
export function createFlood({ burst, everyMs, most = 50_000 }: FloodLimits): Flood {
  const buckets = new Map<string, Bucket>();
  return (who, at) => {
    const before = buckets.get(who) ?? { tokens: burst, at, told: false };
    const passed = Math.max(0, at - before.at);
    const tokens = Math.min(burst, before.tokens + passed / everyMs);
    const admission: Admission = tokens >= 1 ? 'admitted' : before.told ? 'dropped' : 'told';
    buckets.delete(who);
    buckets.set(who, {
      tokens: admission === 'admitted' ? tokens - 1 : tokens,
      at: Math.max(at, before.at),
      // Whoever has been quiet long enough for a full burst is told again the next time.
      told: admission === 'admitted' ? before.told && tokens < burst : true,
    });
    const oldest = buckets.size > most ? buckets.keys().next().value : undefined;
    if (oldest !== undefined) buckets.delete(oldest);
    return admission;
  };
}
