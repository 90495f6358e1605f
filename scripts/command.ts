import { type ParseArgsConfig, parseArgs } from 'node:util';

/**
 * The options of a command; prints its help and ends for `--help` (exit 0), and for options or words it does
 * not know (exit 2). A trouble that nobody caught ends the command with its sentence (exit 1).
 */
export function commandLine<Options extends NonNullable<ParseArgsConfig['options']>>(
  help: string,
  options: Options,
  { words = false }: { readonly words?: boolean } = {},
) {
  process.on('uncaughtException', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  try {
    const parsed = parseArgs({
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: words,
    });
    if (!(parsed.values as { help?: boolean }).help) return parsed;
    console.log(help);
  } catch (error) {
    wrongUsage((error as Error).message, help);
  }
  process.exit(0);
}

/** Ends the command: what was wrong, then how it is used. */
export function wrongUsage(message: string, help: string): never {
  console.error(`${message}\n\n${help}`);
  process.exit(2);
}

/** A whole number above zero that was typed behind an option. */
export function countOf(option: string, typed: string, help: string): number {
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  return wrongUsage(`${option} takes a whole number above zero, such as 100; seen "${typed}".`, help);
}
