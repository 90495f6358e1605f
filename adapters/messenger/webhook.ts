import { z } from 'zod';

/** The parts of Meta's webhooks that are read here: messenger-platform/webhooks/webhook-events. Everything else is let go. */
const Person = z.object({ id: z.string().regex(/^[\w-]{1,64}$/) });
const Milliseconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const Referral = z.object({ ref: z.string().optional() });
const Attachment = z.object({
  type: z.string().catch('unknown'),
  payload: z
    .object({
      sticker_id: z.unknown().optional(),
      coordinates: z.object({ lat: z.number(), long: z.number() }).optional().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

const Message = z.object({
  mid: z.string().min(1),
  text: z.string().optional(),
  is_echo: z.boolean().optional(),
  metadata: z.string().optional(),
  quick_reply: z.object({ payload: z.string() }).optional(),
  attachments: z.array(Attachment).optional(),
  sticker_id: z.unknown().optional(),
  referral: Referral.optional(),
});
export type Message = z.output<typeof Message>;

const Postback = z.object({
  mid: z.string().min(1).optional(),
  payload: z.string(),
  referral: Referral.optional(),
});
export type Postback = z.output<typeof Postback>;

/** One thing that happened in one chat. */
export const Happening = z.object({
  sender: Person,
  recipient: Person,
  timestamp: Milliseconds,
  message: Message.optional(),
  postback: Postback.optional(),
  referral: Referral.optional(),
});
export type Happening = z.output<typeof Happening>;

const Entry = z.object({ messaging: z.array(z.unknown()) });
const Page = z.object({ object: z.literal('page'), entry: z.array(z.unknown()) });

/** What happened, out of a webhook's body; what is malformed or unknown is left out, its neighbours are not. */
export function happeningsIn(body: object): readonly Happening[] {
  return parsed(Page, [body])
    .flatMap(({ entry }) => parsed(Entry, entry))
    .flatMap(({ messaging }) => parsed(Happening, messaging));
}

const parsed = <Schema extends z.ZodType>(schema: Schema, values: readonly unknown[]): z.output<Schema>[] =>
  values.flatMap((value) => {
    const { success, data } = schema.safeParse(value);
    return success ? [data] : [];
  });
