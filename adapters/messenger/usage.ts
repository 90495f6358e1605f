import { z } from 'zod';

/** How much of the app's and the Page's allowance is used: docs/graph-api/overview/rate-limiting. */
const Percent = z.looseObject({
  call_count: z.number().optional(),
  total_time: z.number().optional(),
  total_cputime: z.number().optional(),
  estimated_time_to_regain_access: z.number().optional(),
});
const AppUsage = Percent.transform((one) => [one]);
const BusinessUsage = z.record(z.string(), z.array(Percent)).transform((all) => Object.values(all).flat());

const NEARLY = 90;
/** Close to the limit the bot slows down to about a call a second, so that it does not run into it. */
const SLOW_MS = 1_000;
const FULL_MS = 60_000;
const MINUTE_MS = 60_000;

/** What Meta still allows, as far as its last answer told. `now`: milliseconds of a clock that never jumps. */
export function createAllowance(now: () => number) {
  let pausedUntil = 0;
  return {
    waitMs: (): number => pausedUntil - now(),
    /** Takes note of an answer's headers; returns the pause they ask for, or 0. */
    told: (headers: Headers): number => {
      const pauseMs = pauseAfter(headers);
      if (pauseMs > 0) pausedUntil = Math.max(pausedUntil, now() + pauseMs);
      return pauseMs;
    },
  };
}

/** How long to leave Meta alone after an answer with these headers; 0 when there is no hurry. */
export function pauseAfter(headers: Headers): number {
  const used = [
    ...percentsIn(headers.get('x-app-usage'), AppUsage),
    ...percentsIn(headers.get('x-business-use-case-usage'), BusinessUsage),
  ];
  const retryAfter = Number(headers.get('retry-after') ?? 0) * 1_000;
  return Math.max(0, retryAfter || 0, ...used.map(pauseFor));
}

function pauseFor(used: z.output<typeof Percent>): number {
  const { call_count = 0, total_time = 0, total_cputime = 0, estimated_time_to_regain_access = 0 } = used;
  if (estimated_time_to_regain_access > 0) return estimated_time_to_regain_access * MINUTE_MS;
  const most = Math.max(call_count, total_time, total_cputime);
  return most >= 100 ? FULL_MS : most > NEARLY ? SLOW_MS : 0;
}

/** A header that cannot be read is no reason to stop. */
function percentsIn<Schema extends typeof AppUsage | typeof BusinessUsage>(
  header: string | null,
  schema: Schema,
): readonly z.output<typeof Percent>[] {
  try {
    return schema.parse(JSON.parse(header ?? '[]'));
  } catch {
    return [];
  }
}
