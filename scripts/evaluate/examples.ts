import type { LocatedIssue } from '../../adapters/content/load.ts';
import {
  buildRanker,
  type Catalogue,
  type Row,
  rank,
  TONGUES,
  type Tongue,
  topicRows,
} from '../../bot/index.ts';
import type { Share } from './questions.ts';

/** How many examples of one service are left out at a time: one, so that every other row stays. */
interface LeftOut {
  readonly service: string;
  readonly tongue: Tongue;
  readonly text: string;
}

const examplesOf = ({ services }: Catalogue, tongue: Tongue): LeftOut[][] =>
  services.map((service) =>
    Object.values(service.examples[tongue])
      .flat()
      .map((text) => ({ service: service.id, tongue, text })),
  );

/**
 * Does each example question find its own service when it is left out of the index? In round n the n-th
 * example of every service is left out, so each is judged without itself and beside all its neighbours.
 */
export function leaveExamplesOut(
  catalogue: Catalogue,
  tell: (done: number, of: number) => void,
): Record<Tongue, Share> {
  const rows = topicRows(catalogue);
  const perService = TONGUES.flatMap((tongue) => examplesOf(catalogue, tongue));
  const rounds = Math.max(...perService.map(({ length }) => length));
  const counts: Record<Tongue, { hits: number; of: number }> = {
    km: { hits: 0, of: 0 },
    en: { hits: 0, of: 0 },
    'km-Latn': { hits: 0, of: 0 },
  };
  for (let round = 0; round < rounds; round++) {
    const out = perService.flatMap((examples) => examples[round] ?? []);
    const ranker = buildRanker(without(rows, out), catalogue.glossary);
    for (const { service, tongue, text } of out) {
      counts[tongue].of++;
      if (rank(ranker, text).candidates[0]?.label === `service:${service}`) counts[tongue].hits++;
    }
    tell(round + 1, rounds);
  }
  return counts;
}

function without(rows: readonly Row[], out: readonly LeftOut[]): Row[] {
  const texts = new Set(out.map(({ service, text }) => `service:${service} ${text}`));
  return rows.filter(({ label, text }) => !texts.has(`${label} ${text}`));
}

/** Examples that find another service although they stand in the index themselves: they teach the wrong thing. */
export function strayExamples(catalogue: Catalogue): LocatedIssue[] {
  const ranker = buildRanker(topicRows(catalogue), catalogue.glossary);
  return TONGUES.flatMap((tongue) => examplesOf(catalogue, tongue).flat()).flatMap(
    ({ service: id, text }): LocatedIssue[] => {
      const found = rank(ranker, text).candidates[0]?.label;
      if (found === `service:${id}`) return [];
      const sector = catalogue.services.find((service) => service.id === id)?.sector;
      return [
        {
          severity: 'warning',
          file: `services/${sector}/${id}.yaml`,
          path: ['examples'],
          line: 1,
          column: 1,
          message: `the example "${text}" finds ${found ?? 'nothing'}; make the difference audible or move it`,
        },
      ];
    },
  );
}
