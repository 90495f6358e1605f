import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** Every setting, with its default. `.env.example` says the same in words; a test keeps the two equal. */
export const Settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  CONTENT_DIR: z.string().min(1).default('content'),
  DATA_DIR: z.string().min(1).default('data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});
export type Settings = z.output<typeof Settings>;

/** Reads the settings; an empty variable counts as unset. Throws one error that names every wrong one. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Settings.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.')}: ${message}; seen "${given[String(path[0])] ?? ''}"`,
  );
  throw new Error(`The settings are not right; see .env.example:\n${lines.join('\n')}`);
}
