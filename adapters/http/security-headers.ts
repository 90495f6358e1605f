import type { RequestHandler } from 'express';

/** Everything from us, nothing inline, nobody's frame. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `same-origin`, not `no-referrer`: browsers send `Origin: null` with the latter, and our own form would be refused. */
const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** Headers that tell browsers to trust nothing but us. */
export function securityHeaders(publicUrl: string | undefined): RequestHandler {
  const encrypted = publicUrl?.startsWith('https:')
    ? { 'Strict-Transport-Security': 'max-age=31536000' }
    : {};
  return (_request, response, next) => {
    response.set({ ...HEADERS, ...encrypted });
    next();
  };
}
