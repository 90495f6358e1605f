import { z } from 'zod';

/** A citizen's phone with one app, as the page draws it and lets it be used. */
export interface Phone {
  /** All that is to be seen now, as JSON. */
  readonly shown: () => object;
  /** What a citizen, or a developer, can do; each reads its own body and throws what cannot be done. */
  readonly deeds: Readonly<Record<string, Deed>>;
}
export type Deed = (body: unknown) => Promise<void>;

/** Who holds the phone. The page can change it. */
export interface Citizen {
  id: number;
  language: Language;
  isBlocking: boolean;
}
export type Language = z.output<typeof Language>;
export const Language = z.enum(['km', 'en', 'fr']);

export const Nothing = z.object({});
export const Text = z.object({ text: z.string().regex(/\S/, 'Type something first.').max(20_000) });
/** What a link to the bot carries; the platforms allow these letters. */
export const Code = z.object({
  code: z.string().regex(/^[\w-]{0,64}$/, 'A code has up to 64 of A-Z a-z 0-9 _ -'),
});

/** What can be made to go wrong with the next answers. */
export const Fault = z.object({
  kind: z.enum(['429', '500', 'reset', 'resetAfter', 'hang', 'slow', 'garbage']),
  times: z.coerce.number().int().min(1).max(99),
});

/** A call of the bot's, as the panel lists it. */
export interface ShownCall {
  readonly number: number;
  readonly name: string;
  readonly sent: unknown;
  /** Why it was not carried out, or not answered. */
  readonly refused: string | undefined;
}

const MOST_CALLS = 40;

/** The last calls, the newest first. */
export const lastOf = (calls: readonly ShownCall[]): readonly ShownCall[] =>
  calls.slice(-MOST_CALLS).reverse();

/** Something to do with a body of a known shape. */
export const deed =
  <Body>(schema: z.ZodType<Body>, does: (body: Body) => unknown): Deed =>
  async (body) => {
    const { data, error } = schema.safeParse(body ?? {});
    if (error) throw new Error(error.issues.map(({ message }) => message).join(' '));
    await does(data as Body);
  };

/** What is done with the phone itself, on every platform. */
export const handling = (citizen: Citizen) => ({
  language: deed(z.object({ language: Language }), ({ language }) => {
    citizen.language = language;
  }),
  /** A phone on which nothing has been said yet. */
  another: deed(Nothing, () => {
    Object.assign(citizen, { id: citizen.id + 1, isBlocking: false });
  }),
});
