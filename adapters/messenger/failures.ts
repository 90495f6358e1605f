import { SendFailure, type Verdict } from '../channel.ts';

interface Row {
  readonly code: number;
  /** Where given, only this kind of the error; such a row stands before the general one. */
  readonly subcode?: number;
  readonly verdict: Verdict;
  /** What it means, for the operator who reads it in the log. */
  readonly means: string;
}

const RATE = { verdict: 'later', means: 'too many calls' } as const;
const PASSING = { verdict: 'again', means: 'a passing trouble at Meta' } as const;
const BARRED = { verdict: 'unreachable', means: 'this citizen cannot be written to' } as const;

/** Meta's errors and what each is to us: messenger-platform/error-codes and docs/graph-api/guides/error-handling. */
const TABLE: readonly Row[] = [
  { code: 1, ...PASSING },
  { code: 2, ...PASSING },
  { code: 1200, ...PASSING },
  { code: 4, ...RATE },
  { code: 32, ...RATE },
  { code: 613, ...RATE },
  { code: 80006, ...RATE },
  {
    code: 10,
    subcode: 2018278,
    verdict: 'unreachable',
    means: 'more than 24 hours after their last message',
  },
  { code: 10, subcode: 1893063, verdict: 'stopped', means: 'the Page is restricted: see its quality page' },
  { code: 100, subcode: 2018001, verdict: 'never', means: 'no such citizen for this Page' },
  { code: 100, verdict: 'never', means: 'a parameter that Meta does not take' },
  {
    code: 190,
    verdict: 'stopped',
    means: 'the Page token is dead: make a new one, set MESSENGER_PAGE_TOKEN',
  },
  { code: 200, ...BARRED },
  { code: 230, ...BARRED },
  { code: 551, ...BARRED },
  { code: 2500, verdict: 'stopped', means: 'no such version or address: check MESSENGER_GRAPH_VERSION' },
  { code: 2635, verdict: 'stopped', means: 'this version has ended: set a newer MESSENGER_GRAPH_VERSION' },
];

/** A bad proof is told as a bad parameter, but locks the bot out until somebody acts. */
const BAD_PROOF: Omit<Row, 'code'> = {
  verdict: 'stopped',
  means: 'MESSENGER_APP_SECRET does not belong to the app of the Page token',
};
const UNKNOWN = { verdict: 'never', means: 'an error that is not known here' } as const;

/** What Meta says went wrong. Its message is looked at and never repeated: it may quote the token or the citizen's id. */
export interface GraphError {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly message: string;
  readonly transient: boolean;
}

/** How long everybody waits after a rate limit that does not say how long. */
const RATE_PAUSE_MS = 60_000;

/** An error that Meta answered with → the failure. */
export function failureOf(
  call: string,
  status: number,
  error: GraphError | undefined,
  afterMs: number | undefined,
): SendFailure {
  const { verdict, means } = rowFor(status, error);
  const name = error ? [error.code, error.subcode].filter((one) => one !== undefined) : [`http-${status}`];
  const proof = error && isBadProof(error) ? ['proof'] : [];
  const reason = ['messenger', ...name, ...proof].join('-');
  const message = `Messenger ${call}: HTTP ${status}, ${name.join('/')}: ${means}`;
  return new SendFailure(verdict, reason, message, {
    afterMs: verdict === 'later' ? (afterMs ?? RATE_PAUSE_MS) : undefined,
  });
}

function rowFor(status: number, error: GraphError | undefined): Pick<Row, 'verdict' | 'means'> {
  if (error && isBadProof(error)) return BAD_PROOF;
  const rows = TABLE.filter(({ code }) => code === error?.code);
  const row =
    rows.find(({ subcode }) => subcode === error?.subcode) ??
    rows.find(({ subcode }) => subcode === undefined);
  if (row) return row;
  if (status === 429) return RATE;
  return status >= 500 || error?.transient ? PASSING : UNKNOWN;
}

const isBadProof = ({ code, message }: GraphError): boolean =>
  code === 100 && message.includes('appsecret_proof');

/** Close to the rate limit: the call has not gone out. */
export const failureBeforehand = (call: string, afterMs: number): SendFailure =>
  new SendFailure('later', 'messenger-usage', `Messenger ${call}: close to the rate limit`, { afterMs });

/** What fetch says when nothing has gone out at all; after anything else Meta may have carried out the call. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** No answer, or half of one → the failure. */
export function failureWithoutAnswer(call: string, error: unknown): SendFailure {
  const code = codeOf(error);
  const word = code === undefined ? 'no-answer' : code.toLowerCase();
  return new SendFailure('again', `messenger-${word}`, `Messenger ${call}: no answer (${word})`, {
    unclear: code === undefined || !NOT_SENT.has(code),
  });
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
