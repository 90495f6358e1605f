import { z } from 'zod';
import { Text } from './text.ts';

/** A province (two digits) or district (four digits) by its NCDD code, with an approximate centre where known. */
export const Place = z.strictObject({
  code: z
    .string()
    .regex(/^\d{2}(\d{2})?$/, 'a place code has two digits (province) or four (district), in quotes'),
  kind: z.enum(['capital', 'province', 'district', 'municipality', 'khan']),
  name: Text,
  aliases: z.array(z.string().min(1)).optional().describe('other spellings that citizens use'),
  centre: z.tuple([z.number(), z.number()]).optional().describe('latitude, longitude'),
});
export type Place = z.output<typeof Place>;

/** The code of the province that a place lies in (a province lies in itself). */
export const provinceCode = (code: string): string => code.slice(0, 2);
