const LEVELS: Readonly<Record<number, string>> = {
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/** A line of the log as a developer reads it: time, level, event, fields. What is no such line stays as it is. */
export function readable(line: string): string {
  const entry = entryIn(line);
  if (!entry) return line;
  const { level, time, msg, ...fields } = entry;
  const told = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  return [clock, (LEVELS[Number(level)] ?? String(level)).padEnd(5), String(msg ?? ''), ...told].join(' ');
}

function entryIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    const isEntry = typeof entry === 'object' && entry !== null && 'level' in entry && 'time' in entry;
    return isEntry ? (entry as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
