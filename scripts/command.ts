import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The options of a command; prints its help and ends for `--help` (exit 0) and for options it does not know (exit 2). */
export function commandLine<Options extends NonNullable<ParseArgsConfig['options']>>(
  help: string,
  options: Options,
) {
  try {
    const parsed = parseArgs({ options: { ...options, help: { type: 'boolean' } }, allowPositionals: true });
    if (!(parsed.values as { help?: boolean }).help) return parsed;
    console.log(help);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
  process.exit(0);
}
