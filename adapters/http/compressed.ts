import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, RequestHandler } from 'express';

/** Shorter answers fit into one packet anyway. */
const WORTH_IT = 800;
/** Higher qualities cost more time than the phone's connection gains. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const encodings = {
  br: (text: string) => brotliCompressSync(text, BROTLI),
  gzip: (text: string) => gzipSync(text),
};

const preferred = (request: Request): keyof typeof encodings | undefined =>
  (['br', 'gzip'] as const).find((encoding) => request.acceptsEncodings(encoding));

/** Compresses what is sent as text: pages and JSON, about a millisecond each. Assets bring their own. */
export const compressed: RequestHandler = (request, response, next) => {
  const send = response.send.bind(response);
  response.send = (body) => {
    if (typeof body !== 'string' || body.length < WORTH_IT) return send(body);
    response.vary('Accept-Encoding');
    const encoding = preferred(request);
    if (!encoding) return send(body);
    if (!response.get('Content-Type')) response.type('html');
    response.set('Content-Encoding', encoding);
    return send(encodings[encoding](body));
  };
  next();
};
