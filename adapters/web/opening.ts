import { z } from 'zod';
import { MAX_CODE_BYTES } from '../../bot/index.ts';

/**
 * The code of a link, which the page shows before anything is said and hands back with the first message.
 * What does not look like a code asks for nothing but the greeting, which is ''.
 */
export const Opening = z
  .string()
  .max(MAX_CODE_BYTES)
  .regex(/^[\w-]*$/)
  .optional()
  .catch('');
