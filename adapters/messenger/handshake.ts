import { sameSecret } from '../same-secret.ts';

/** Narrow enough that what is echoed can be no markup. */
const CHALLENGE = /^[A-Za-z0-9_-]{1,256}$/;

/** Meta's question whether this address is ours: the challenge to send back, or undefined to refuse. */
export function answerHandshake(query: URLSearchParams, verifyToken: string): string | undefined {
  const challenge = query.get('hub.challenge') ?? '';
  const asked = query.get('hub.mode') === 'subscribe' && CHALLENGE.test(challenge);
  return asked && sameSecret(query.get('hub.verify_token') ?? '', verifyToken) ? challenge : undefined;
}
