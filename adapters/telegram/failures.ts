import { TelegramError } from 'telegraf';
import { SendFailure, type Verdict } from '../channel.ts';

interface Row {
  readonly status: number;
  /** What Telegram's description says; any, where it is missing. */
  readonly says?: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** What the operator does now. */
  readonly advice?: string;
}

const TOKEN_ADVICE =
  'Copy the token of @BotFather into TELEGRAM_TOKEN, look that TELEGRAM_API_ROOT is right, and start again.';

/** How Telegram refuses, and what follows; the first row that fits. Words as in the source of tdlib/telegram-bot-api. */
const REFUSALS: readonly Row[] = [
  { status: 400, says: 'message is not modified', verdict: 'never', reason: 'not-modified' },
  { status: 400, says: 'query is too old', verdict: 'never', reason: 'query-too-old' },
  { status: 400, says: "can't parse entities", verdict: 'never', reason: 'entities' },
  { status: 400, says: 'upgraded to a supergroup', verdict: 'never', reason: 'migrated' },
  {
    status: 400,
    says: 'bad webhook',
    verdict: 'never',
    reason: 'bad-webhook',
    advice:
      'Telegram cannot call PUBLIC_URL: it needs https, a host name that the world can find, and port 443, 80, 88 or 8443.',
  },
  { status: 400, says: 'chat not found', verdict: 'unreachable', reason: 'chat-not-found' },
  { status: 400, says: 'deactivated', verdict: 'unreachable', reason: 'deactivated' },
  { status: 400, verdict: 'never', reason: '400' },
  { status: 401, verdict: 'stopped', reason: '401', advice: TOKEN_ADVICE },
  { status: 403, verdict: 'unreachable', reason: '403' },
  { status: 404, says: 'method not found', verdict: 'never', reason: '404' },
  { status: 404, verdict: 'stopped', reason: '404', advice: TOKEN_ADVICE },
  {
    status: 409,
    says: 'webhook is active',
    verdict: 'stopped',
    reason: 'webhook-set',
    advice:
      'Telegram calls a webhook for this bot, so it cannot be asked for messages too. Run npm run telegram:setup, which takes the webhook away, or set TELEGRAM_WEBHOOK_SECRET to be called.',
  },
  {
    status: 409,
    verdict: 'stopped',
    reason: 'second-poller',
    advice:
      'Another program asks Telegram for the messages of this bot. Stop the other one, or give this one a bot of its own.',
  },
  { status: 429, verdict: 'later', reason: '429' },
];

/** What telegraf threw → what it means. Nothing of the error itself goes on: it holds the token, chats and texts. */
export function failureOf(method: string, error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  return error instanceof TelegramError && Number.isInteger(error.code)
    ? refusal(method, error)
    : broken(method, error);
}

/** Where Telegram does not say how long to wait. */
const DEFAULT_WAIT_MS = 5_000;

function refusal(method: string, { code, description = '', parameters }: TelegramError): SendFailure {
  const row = REFUSALS.find(
    ({ status, says }) => status === code && description.toLowerCase().includes(says ?? ''),
  );
  const told = `telegram: ${method} was refused with ${code}`;
  if (!row)
    return new SendFailure(code >= 500 ? 'again' : 'never', `telegram-${code}`, told, {
      unclear: code === 502 || code === 504, // a gateway gave up waiting for the answer
    });
  const { verdict, says, reason, advice } = row;
  const message = [says ? `${told} (${says})` : told, ...(advice ? [advice] : [])].join('. ');
  const afterMs = (parameters?.retry_after ?? 0) * 1000 || DEFAULT_WAIT_MS;
  return new SendFailure(verdict, `telegram-${reason}`, message, verdict === 'later' ? { afterMs } : {});
}

/** Failures before the request could be written: certainly not carried out. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

function broken(method: string, error: unknown): SendFailure {
  const code = errorCode(error);
  const timedOut = error instanceof Error && error.name === 'AbortError';
  return new SendFailure(
    'again',
    timedOut ? 'telegram-timeout' : 'telegram-network',
    `telegram: ${method} got no answer (${timedOut ? 'too late' : code})`,
    { unclear: !NOT_CONNECTED.includes(code) },
  );
}

/** ECONNRESET and the like, of Node's own alphabet only. */
function errorCode(error: unknown): string {
  const { code, type } = (error ?? {}) as { readonly code?: unknown; readonly type?: unknown };
  const found = [code, type].find((word) => typeof word === 'string' && /^[A-Za-z_-]{1,40}$/.test(word));
  return typeof found === 'string' ? found : 'unknown';
}
