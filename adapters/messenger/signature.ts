import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** `MESSENGER_APP_SECRET` as a list: during a rotation it holds the new secret, a comma and the old one. */
export const appSecretsOf = (setting: string): readonly string[] =>
  setting.split(',').filter((secret) => secret !== '');

/**
 * Whether one of the secrets signed these very bytes. Parsing and writing the JSON again would not do: Meta
 * escapes what is not ASCII, so exactly the Khmer messages would fail.
 */
export function isSigned(
  header: string | readonly string[] | undefined,
  body: Buffer,
  secrets: readonly string[],
): boolean {
  const hex = typeof header === 'string' ? SIGNATURE.exec(header)?.[1] : undefined;
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  return secrets.some((secret) => timingSafeEqual(hmac(secret, body), given));
}

/** The HMAC-SHA256 that Meta signs with. */
export const hmac = (secret: string, signed: Buffer | string): Buffer =>
  createHmac('sha256', secret).update(signed).digest();
