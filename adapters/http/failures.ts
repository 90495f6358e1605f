import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Log } from '../log.ts';
import { Refusal, type Web } from '../web/index.ts';
import { numberOf } from './numbered.ts';

/** What the body parsers and the router refuse by themselves, in our words. */
const REFUSALS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['not_readable', 'the request cannot be read: it should be valid JSON in UTF-8'],
  413: ['too_large', 'the body is too large; a question has at most 2,000 characters'],
  415: ['unsupported_type', 'send UTF-8 and no compressed body'],
};

/** The ends of the road: nothing is there, or something failed. JSON for programs, a page for people, never a stack. */
export function createFailures(web: Pick<Web, 'unknownPage' | 'failurePage'>, log: Pick<Log, 'error'>) {
  const unknown: RequestHandler = (request, response) => {
    if (isForProgram(request))
      return sendJson(
        response,
        new Refusal(404, 'not_found', 'there is nothing here; the chat is at POST /api/chat'),
      );
    response.status(404).type('html').send(web.unknownPage(request));
  };

  const failed: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = asRefusal(error);
    // Only what went wrong with us is logged: a refused body may hold a citizen's words.
    if (!(error instanceof Refusal) && refusal.status >= 500)
      log.error({ request: numberOf(response), err: error }, 'http.failed');
    if (isForProgram(request)) return sendJson(response, refusal);
    response
      .status(refusal.status)
      .type('html')
      .send(web.failurePage(request, refusal.status, numberOf(response)));
  };
  return { unknown, failed };
}

const isForProgram = ({ path }: Request): boolean => /^\/(api|webhooks)\//.test(path);

/** Whoever is asked to come back later is told when. */
const RETRY_AFTER_SECONDS: Readonly<Record<number, string>> = { 429: '5', 503: '10' };

function sendJson(response: Response, { status, code, message }: Refusal): void {
  const wait = RETRY_AFTER_SECONDS[status];
  if (wait !== undefined) response.set('Retry-After', wait);
  response.status(status).json({ error: { code, message, request: numberOf(response) } });
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  const known = REFUSALS[status] ?? (status >= 400 && status < 500 ? REFUSALS[400] : undefined);
  if (known) return new Refusal(REFUSALS[status] ? status : 400, ...known);
  return new Refusal(500, 'internal', 'something went wrong here; please try again in a moment');
}
