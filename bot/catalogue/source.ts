import { z } from 'zod';
import { Day, LooseDate, Text } from './text.ts';

/** How far a source can be trusted; the wording of an answer follows it. */
export const SOURCE_KINDS = ['official', 'press', 'private', 'reported'] as const;

/** Where a fact was read. */
export const Source = z.strictObject({
  publisher: Text.describe('Who says it, as a citizen would name them'),
  url: z.url().optional(),
  kind: z.enum(SOURCE_KINDS),
  published: LooseDate.optional(),
  retrieved_on: LooseDate.describe('When we read it'),
});
export type Source = z.output<typeof Source>;

/** Points from one fact to a source of the same file. `as_of`: the fact is old, nothing newer confirms it, so its year is always told. */
export const Citation = z.strictObject({
  ref: z.string().min(1),
  as_of: z.int().min(1990).max(2100).optional(),
});
export type Citation = z.output<typeof Citation>;

/** A second source that says otherwise. */
export const Dispute = z.strictObject({ note: Text, source: Citation });

/** Who confirmed it at an office, and when. */
export const Verified = z.union([
  z.literal('never'),
  z.strictObject({
    on: Day,
    by: z.string().min(1),
    method: z.enum(['office', 'phone', 'document', 'web page']),
  }),
]);
export type Verified = z.output<typeof Verified>;

/** "Nobody found it": said to be unknown, never filled. */
export const Unknown = z.strictObject({ unknown: z.literal(true), note: Text.optional() });
export type Unknown = z.output<typeof Unknown>;

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}
