import { z } from 'zod';
import { MAX_CODE_BYTES } from '../../bot/index.ts';
import { Opening } from './opening.ts';
import { Refusal } from './refusal.ts';

/** A question is short; the engine reads no more than 512 characters of it anyway. */
export const MOST_TEXT = 2000;

const grouped = (count: number): string => count.toLocaleString('en');

/** What the web door takes of a Bot Framework Activity; further fields are ignored. */
const Incoming = z
  .object({
    type: z.enum(['message', 'conversationUpdate', 'event']),
    id: z.string().min(1).max(100).optional(),
    text: z
      .string()
      .max(MOST_TEXT, {
        error: ({ input }) =>
          `has ${grouped(String(input).length)} characters, and at most ${grouped(MOST_TEXT)} are allowed`,
      })
      .optional(),
    value: z.string().min(1).max(MAX_CODE_BYTES).optional(),
    locale: z.string().max(35).optional(),
    /** That something came is all that is read of it. */
    attachments: z
      .array(z.unknown())
      .max(50)
      .transform((all) => all.map(() => ({ contentType: 'unknown' })))
      .optional(),
    conversation: z.object({ id: z.string().min(1).max(100) }).optional(),
    channelData: z.object({ opening: Opening }).optional(),
  })
  .refine(
    ({ type, text, value, attachments }) =>
      type !== 'message' ||
      value !== undefined ||
      (text ?? '').trim() !== '' ||
      (attachments ?? []).length > 0,
    'a message has a "text" or the "value" of a pressed choice',
  );
/** `channelData.opening`: what the page showed before anything was said: '' the greeting, else the code of a link. */
export type Incoming = z.output<typeof Incoming>;

/** A request body as an Activity; what is wrong with it is said all at once. */
export function readIncoming(body: unknown): Incoming {
  const result = Incoming.safeParse(body);
  if (result.success) return result.data;
  const { issues } = result.error;
  const tooLong = issues.some(({ code, path }) => code === 'too_big' && path[0] === 'text');
  const told = issues.map(({ path, message }) =>
    [path.join('.'), message].filter((part) => part !== '').join(': '),
  );
  throw new Refusal(400, tooLong ? 'too_long' : 'wrong_shape', told.join('; '));
}
