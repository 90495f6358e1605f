import { z } from 'zod';
import { failureBeforehand, failureOf, failureWithoutAnswer, type GraphError } from './failures.ts';
import { hmac } from './signature.ts';
import { createAllowance } from './usage.ts';

export interface ClientOptions {
  readonly apiRoot: string;
  readonly graphVersion: string;
  readonly pageToken: string;
  /** The secret that is valid now: during a rotation the new one. */
  readonly appSecret: string;
  /** Milliseconds of a clock that never jumps. */
  readonly clock?: () => number;
  readonly timeoutMs?: number;
}

/** The Graph API, spoken for one Page. Every method rejects with `SendFailure` and nothing else. */
export interface Client {
  readonly get: (path: string, fields: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly post: (path: string, body: object, timeoutMs?: number) => Promise<unknown>;
}

const TIMEOUT_MS = 10_000;
const Failed = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string().catch(''),
    is_transient: z.boolean().catch(false),
  }),
});

/**
 * The token goes in a header and never into an address, which proxies and logs keep; the proof says that it is
 * us who use it. Close to the rate limit calls are refused here, before they go out.
 */
export function createClient(options: ClientOptions): Client {
  const { apiRoot, graphVersion, pageToken, appSecret, timeoutMs = TIMEOUT_MS } = options;
  const { clock = () => performance.now() } = options;
  const root = `${apiRoot.replace(/\/+$/, '')}/${graphVersion}`;
  const appsecret_proof = hmac(appSecret, pageToken).toString('hex');
  const headers = { authorization: `Bearer ${pageToken}`, 'content-type': 'application/json' };
  const allowance = createAllowance(clock);

  const call = async (method: string, path: string, request: RequestInit, limit: number) => {
    const name = `${method} ${path.replace(/\?.*/, '')}`;
    const waitMs = allowance.waitMs();
    if (waitMs > 0) throw failureBeforehand(name, waitMs);
    const whole = { ...request, method, headers, signal: AbortSignal.timeout(limit) };
    const { response, answer } = await exchange(name, `${root}/${path}`, whole);
    const pauseMs = allowance.told(response.headers);
    if (!response.ok) throw failureOf(name, response.status, errorIn(answer), pauseMs || undefined);
    if (answer === undefined) throw failureWithoutAnswer(name, undefined);
    return answer;
  };
  return {
    get: (path, fields) => {
      const query = new URLSearchParams({ ...fields, appsecret_proof });
      return call('GET', `${path}?${query}`, {}, timeoutMs);
    },
    post: (path, body, limit = timeoutMs) =>
      call('POST', path, { body: JSON.stringify({ ...body, appsecret_proof }) }, limit),
  };
}

/** One request. The answer is undefined when it is no JSON. */
async function exchange(
  name: string,
  address: string,
  request: RequestInit,
): Promise<{ readonly response: Response; readonly answer: unknown }> {
  try {
    const response = await fetch(address, { ...request, redirect: 'error' });
    return { response, answer: json(await response.text()) };
  } catch (error) {
    throw failureWithoutAnswer(name, error);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorIn(answer: unknown): GraphError | undefined {
  const { data } = Failed.safeParse(answer);
  return (
    data && {
      code: data.error.code,
      subcode: data.error.error_subcode,
      message: data.error.message,
      transient: data.error.is_transient,
    }
  );
}
