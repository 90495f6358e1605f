import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The measures as they are run and as everybody can read them: the name of each, and its SQL. */
export type Measures = ReadonlyMap<string, string>;

/** Where they lie, seen from where the server runs. */
export const MEASURES_FOLDER = 'adapters/figures/measures';

export function readMeasures(folder = MEASURES_FOLDER): Measures {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return new Map(files.map((name) => [name.replace('.sql', ''), readFileSync(join(folder, name), 'utf8')]));
}

export function measure(measures: Measures, name: string): string {
  const statement = measures.get(name);
  if (statement === undefined) throw new Error(`there is no measure ${name}`);
  return statement;
}
