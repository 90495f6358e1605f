import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, daysBetween } from '../../bot/catalogue/day.ts';

const iso = (date: Date) => date.toISOString().slice(0, 10);
const DAY = 86_400_000;

test('the calendar agrees with the machine (property)', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      fc.integer({ min: -40_000, max: 40_000 }),
      (date, days) => {
        expect(dayAfter(iso(date))).toBe(iso(new Date(date.getTime() + DAY)));
        expect(daysBetween(iso(date), iso(new Date(date.getTime() + days * DAY)))).toBe(days);
      },
    ),
  );
});
