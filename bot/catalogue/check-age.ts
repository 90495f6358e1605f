import { daysBetween } from './day.ts';
import type { Issue } from './issue.ts';
import type { Service } from './service.ts';

/** A check at an office counts as fresh for this many days; after that answers soften. */
export const FRESH_DAYS = 365;

/** Services whose last check at an office is so long ago that answers say so. `today` as 2026-11-20. */
export function checkAge(
  services: readonly Service[],
  fileOf: (service: Service) => string,
  today: string,
): Issue[] {
  return services.flatMap((service): Issue[] => {
    const { verified } = service;
    if (verified === 'never' || daysBetween(verified.on, today) <= FRESH_DAYS) return [];
    return [
      {
        severity: 'warning',
        file: fileOf(service),
        path: ['verified'],
        message: `last checked with the office on ${verified.on}, more than a year ago; check it again and write the new day`,
      },
    ];
  });
}
