import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { z } from 'zod';

/** Files by their names. */
export type Texts = Readonly<Record<string, string>>;
const Texts = z.record(z.string(), z.string());

/**
 * Files as one text that any database keeps, at a quarter of their size; beside the main loop. As JSON, gzip and base64,
 * because these can still be undone when nobody runs this program any more.
 */
export async function pack(texts: Texts): Promise<string> {
  return (await promisify(gzip)(JSON.stringify(texts))).toString('base64');
}

/** Throws when it is not what `pack` made. */
export const unpack = (packed: string): Texts =>
  Texts.parse(JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()));
