import { join } from 'node:path';
import { type Address, addressOf } from '../../adapters/store/address.ts';
import type { Catalogue } from '../../bot/index.ts';
import { demoOf } from '../demo/demo.ts';
import { fill } from '../demo/fill.ts';
import { ANSWERS_A_VISIT, VISITS_A_VISITOR } from '../demo/plan.ts';
import { startCluster } from '../postgres/cluster.ts';

/** A database of an engine, alone in its folder. */
interface Place {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

export const ENGINES: Readonly<Record<string, (folder: string) => Promise<Place>>> = {
  sqlite: async (folder) => ({ url: `sqlite:${join(folder, 'figures.db')}`, remove: async () => {} }),
  postgres: async () => {
    const cluster = await startCluster();
    return { url: cluster.url(), remove: cluster.remove };
  },
};

export interface Wanted {
  readonly answers: number;
  readonly ratings: number;
  readonly months: number;
}
const UNTIL = '2026-10';

/** Fills a database with an invented history of exactly so many answers and ratings; tells how long that took. */
export async function filled(
  url: string,
  { answers, ratings, months }: Wanted,
  catalogue: Catalogue,
): Promise<{ readonly seconds: number; readonly rows: number }> {
  const visits = Math.ceil(answers / ANSWERS_A_VISIT);
  const visitors = Math.ceil(visits / VISITS_A_VISITOR);
  const wanted = { seed: 1, until: UNTIL, months, visitors, visits, answers, ratings };
  let rows = 0;
  const begun = performance.now();
  const onRow = () => {
    rows += 1;
  };
  await fill(addressOf(url) as Address, demoOf(wanted, catalogue), { onRow });
  return { seconds: (performance.now() - begun) / 1_000, rows };
}
