import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const HEADER = 'X-Request-Id';

/** Gives every request a number that the answer, the log and an apology share. */
export const numbered: RequestHandler = (_request, response, next) => {
  response.set(HEADER, randomUUID());
  next();
};

export const numberOf = (response: Response): string => String(response.get(HEADER));
