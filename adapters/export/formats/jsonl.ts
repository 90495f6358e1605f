import type { Format } from '../table.ts';

/** One JSON object a line, for programs: codes without their words. */
export const jsonl: Format = {
  name: 'jsonl',
  write: async function* ({ columns, rows }) {
    const raw = columns.flatMap(({ name, isLabel }, nth) => (isLabel ? [] : [[name, nth] as const]));
    for await (const batch of rows)
      yield batch
        .map((row) => `${JSON.stringify(Object.fromEntries(raw.map(([name, nth]) => [name, row[nth]])))}\n`)
        .join('');
  },
};
