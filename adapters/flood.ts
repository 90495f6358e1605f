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
  /** When the sender was last told. */
  readonly toldAt: number;
}

/**
 * A token bucket for each sender; whoever goes on too fast is told again after the time of a whole burst. `at` is
 * when the message was written, in milliseconds: what waited somewhere while the server was away is no flood when it
 * arrives all at once.
 */
export function createFlood({ burst, everyMs, most = 50_000 }: FloodLimits): Flood {
  const buckets = new Map<string, Bucket>();
  return (who, at) => {
    const before = buckets.get(who) ?? { tokens: burst, at, toldAt: Number.NEGATIVE_INFINITY };
    const passed = Math.max(0, at - before.at);
    const tokens = Math.min(burst, before.tokens + passed / everyMs);
    const admission: Admission =
      tokens >= 1 ? 'admitted' : at - before.toldAt < burst * everyMs ? 'dropped' : 'told';
    buckets.delete(who);
    buckets.set(who, {
      tokens: admission === 'admitted' ? tokens - 1 : tokens,
      at: Math.max(at, before.at),
      toldAt: admission === 'told' ? at : before.toldAt,
    });
    const oldest = buckets.size > most ? buckets.keys().next().value : undefined;
    if (oldest !== undefined) buckets.delete(oldest);
    return admission;
  };
}
