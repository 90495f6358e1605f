import { timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { DeletionCodes } from '../deletion-codes.ts';
import { hmac } from './signature.ts';

export interface DataDeletionOptions {
  readonly appSecrets: readonly string[];
  readonly codes: DeletionCodes;
  /** Where citizens reach the site, such as https://villager.example: the status page stands there. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

const PATH = '/webhooks/messenger/data-deletion';
const Form = z.object({ signed_request: z.string().max(4_096) });
const SIGNED = /^([A-Za-z0-9_-]+)=*\.([A-Za-z0-9_-]+)=*$/;
const Payload = z.object({ algorithm: z.string().toUpperCase().pipe(z.literal('HMAC-SHA256')) });

/**
 * Meta's data deletion callback. The id it names is the app's, not the conversation's, so nothing of ours can be
 * found by it: the request is confirmed, and its page says how to delete the conversation.
 */
export function dataDeletion({ appSecrets, codes, publicUrl, now }: DataDeletionOptions): Router {
  const router = Router();
  router.post(
    PATH,
    express.urlencoded({ extended: false, limit: '8kb', inflate: false }),
    (request, response) => {
      const { data } = Form.safeParse(request.body);
      const [, signature, payload] = SIGNED.exec(data?.signed_request ?? '') ?? [];
      if (signature === undefined || payload === undefined) return refuse(response, 400, 'not_readable');
      if (!isSignedBy(appSecrets, signature, payload)) return refuse(response, 401, 'not_signed');
      if (!Payload.safeParse(decoded(payload)).success) return refuse(response, 400, 'unknown_algorithm');
      const confirmation_code = codes.give(now());
      const url = `${publicUrl.replace(/\/+$/, '')}/data-deletion/${confirmation_code}`;
      response.json({ url, confirmation_code });
    },
  );
  router.use(PATH, unreadable);
  return router;
}

function isSignedBy(secrets: readonly string[], signature: string, payload: string): boolean {
  const given = Buffer.from(signature, 'base64url');
  return secrets.some((secret) => {
    const own = hmac(secret, payload);
    return given.length === own.length && timingSafeEqual(own, given);
  });
}

function decoded(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const unreadable: ErrorRequestHandler = (_error, _request, response, _next) =>
  refuse(response, 400, 'not_readable');

function refuse(response: Response, status: 400 | 401, code: string): void {
  response.status(status).json({ error: { code } });
}
