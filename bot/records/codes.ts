/** What a citizen says of an office, in the fixed order in which it is offered. */
export const LIKINGS = ['like', 'acceptable', 'dislike'] as const;
export type Liking = (typeof LIKINGS)[number];

/** What it was about; several may be named. */
export const REASONS = ['price', 'waiting', 'staff', 'documents', 'place', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export const GENDERS = ['female', 'male', 'other'] as const;
export type Gender = (typeof GENDERS)[number];

/** How sure the villager was of what it answered, as coarse as anybody needs it. */
export const BANDS = ['sure', 'likely', 'unsure'] as const;
export type Band = (typeof BANDS)[number];

const SURE = 0.8;
const LIKELY = 0.5;

/** @param confidence 0 to 1 */
export const bandOf = (confidence: number): Band =>
  confidence >= SURE ? 'sure' : confidence >= LIKELY ? 'likely' : 'unsure';
