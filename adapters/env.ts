import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
/** What stands in an address or a header: no spaces, nothing to escape. */
const secret = z.string().regex(/^[\x21-\x7e]+$/, 'has spaces or letters that no token has');

/** Every setting, with its default. `.env.example` says the same in words; a test keeps the two equal. */
export const Settings = z
  .object({
    PORT: port.default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'begins with https://, such as https://villager.example.org' })
      .optional(),
    TRUST_PROXY: z.coerce
      .number('is a number: how many proxies stand in front')
      .int()
      .min(0)
      .max(10)
      .default(0),
    CONTENT_DIR: z.string().min(1).default('content'),
    DATA_DIR: z.string().min(1).default('data'),
    DATABASE_URL: z
      .string()
      .regex(
        /^(sqlite:.|postgres(ql)?:\/\/.)/,
        'is sqlite: and the path of a file, such as sqlite:data/villager.db, or postgres://user:password@host/database',
      )
      .default('sqlite:data/villager.db'),
    DRAIN_SECONDS: z.coerce.number('is a number of seconds').min(0).max(10).optional(),
    VISITOR_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
    MESSENGER_PAGE_TOKEN: secret.optional(),
    MESSENGER_APP_SECRET: secret.optional(),
    MESSENGER_VERIFY_TOKEN: secret.optional(),
    MESSENGER_PAGE_NAME: z
      .string()
      .regex(/^[\w.-]+$/, 'is the name after m.me/')
      .optional(),
    MESSENGER_HUMAN_HOURS: z.coerce.number('is a number of hours').min(0).max(720).default(12),
    MESSENGER_GRAPH_VERSION: z
      .string()
      .regex(/^v\d+\.\d+$/, 'looks like v25.0')
      .default('v25.0'),
    MESSENGER_API_ROOT: z.url().default('https://graph.facebook.com'),
    TELEGRAM_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]+$/, 'looks like 123456:ABC-DEF…')
      .optional(),
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{1,256}$/, 'has 1 to 256 of A-Z a-z 0-9 _ -')
      .optional(),
    TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
    STAFF_IDS: z
      .string()
      .transform((ids) => ids.split(',').map((id) => id.trim()))
      .pipe(
        z.array(
          z
            .string()
            .regex(/^[a-z]+\/.+$/, 'names channel and id, such as telegram/123456, with commas between'),
        ),
      )
      .default([]),
    TEST_TRAFFIC: z.enum(['yes', 'no'], 'is yes or no').default('no'),
    METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  })
  .superRefine(refuseHalfSet)
  .superRefine(refuseDeafWebhook);
export type Settings = z.output<typeof Settings>;

/** Variables that are set together or not at all, and what the others are. */
const TOGETHER = [
  {
    channel: 'Messenger',
    needs: ['MESSENGER_PAGE_TOKEN', 'MESSENGER_APP_SECRET', 'MESSENGER_VERIFY_TOKEN'],
    alsoSays: ['MESSENGER_PAGE_NAME'],
  },
  { channel: 'Telegram', needs: ['TELEGRAM_TOKEN'], alsoSays: ['TELEGRAM_WEBHOOK_SECRET'] },
] as const;

/** Telegram calls nothing but https: a webhook without an address would be a bot that hears nothing. */
function refuseDeafWebhook(settings: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const { TELEGRAM_WEBHOOK_SECRET, PUBLIC_URL } = settings;
  if (TELEGRAM_WEBHOOK_SECRET === undefined || String(PUBLIC_URL).startsWith('https:')) return;
  context.addIssue({
    code: 'custom',
    path: ['PUBLIC_URL'],
    message:
      'must begin with https:// for TELEGRAM_WEBHOOK_SECRET. Set it, or unset TELEGRAM_WEBHOOK_SECRET to ask Telegram for messages instead',
  });
}

/** A channel that is set by half would be silently deaf or dumb: it stops the start instead. */
function refuseHalfSet(settings: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  for (const { channel, needs, alsoSays } of TOGETHER) {
    const isOn = [...needs, ...alsoSays].some((name) => settings[name] !== undefined);
    for (const name of needs)
      if (isOn && settings[name] === undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `is missing: ${channel} is set by half. Set it too, or unset everything of ${channel}`,
        });
  }
}

/** Names whose values are never repeated, not even to say that they are wrong. */
const isSecret = (name: string): boolean => /TOKEN|SECRET|DATABASE_URL/.test(name);

/** Reads the settings; an empty variable counts as unset. Throws one error that names every wrong one. */
export function readSettings(from: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(from).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Settings.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    const seen = given[name];
    return `  ${name}: ${message}${seen === undefined || isSecret(name) ? '' : `; seen "${seen}"`}`;
  });
  throw new Error(`The settings are not right; see .env.example:\n${lines.join('\n')}`);
}
