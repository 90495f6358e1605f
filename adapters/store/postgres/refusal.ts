/** Data exceptions: their messages repeat what they were given. */
const REPEATS_DATA = '22';

/**
 * An error of PostgreSQL's without what it says about rows: those are citizens' words, and errors go into the log. The
 * code stays (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
export function refusal(error: unknown): Error {
  const { message, code, table, constraint } = error as Readonly<Record<string, string | undefined>>;
  if (code === undefined) return error as Error;
  const said = code.startsWith(REPEATS_DATA) ? 'it does not take a value' : message;
  return Object.assign(new Error(`${said} (${[code, table, constraint].filter(Boolean).join(', ')})`), {
    code,
  });
}
