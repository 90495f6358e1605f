import type { Issue } from './issue.ts';
import { nearest } from './nearest.ts';
import { provinceCode } from './place.ts';
import type { Rule } from './rule.ts';
import type { Service } from './service.ts';
import type { Source } from './source.ts';

type Path = readonly (string | number)[];

/** Every id that points somewhere points at something that exists. */
export const checkReferences: Rule = (catalogue, fileOf) => {
  const ids = {
    sector: catalogue.sectors.map(({ id }) => id),
    law: catalogue.laws.map(({ id }) => id),
    hotline: catalogue.hotlines.map(({ id }) => id),
    'office kind': catalogue.officeKinds.map(({ id }) => id),
    service: catalogue.services.map(({ id }) => id),
    place: catalogue.places.map(({ code }) => code),
    'money or number fact': catalogue.facts.filter(({ type }) => type !== 'choice').map(({ id }) => id),
  };
  const issues: Issue[] = [];
  const expect = (kind: keyof typeof ids, id: string | undefined, file: string, path: Path) => {
    if (id !== undefined && !ids[kind].includes(id)) issues.push(unknownId(kind, id, ids[kind], file, path));
  };

  for (const service of catalogue.services) {
    const file = fileOf(service);
    expect('sector', service.sector, file, ['sector']);
    expect('hotline', service.hotline, file, ['hotline']);
    expect('service', service.replaced_by, file, ['replaced_by']);
    service.legal?.forEach(({ law }, index) => {
      expect('law', law, file, ['legal', index, 'law']);
    });
    if (Array.isArray(service.offices))
      service.offices.forEach(({ kind }, index) => {
        expect('office kind', kind, file, ['offices', index, 'kind']);
      });
    for (const list of ['related', 'requires'] as const)
      service[list]?.forEach((id, index) => {
        expect('service', id, file, [list, index]);
      });
    service.fees.forEach((fee, index) => {
      expect('money or number fact', fee.per?.fact, file, ['fees', index, 'per', 'fact']);
      expect('place', fee.reduced?.place, file, ['fees', index, 'reduced', 'place']);
      if (fee.price.kind === 'percent')
        expect('money or number fact', fee.price.fact, file, ['fees', index, 'percent', 'fact']);
    });
    issues.push(...citations(service, file));
  }
  for (const [index, { code }] of catalogue.places.entries())
    expect('place', provinceCode(code), 'places.yaml', [index, 'code']);
  for (const [index, office] of catalogue.offices.entries()) {
    expect('office kind', office.kind, 'offices.yaml', ['offices', index, 'kind']);
    expect('place', office.place, 'offices.yaml', ['offices', index, 'place']);
  }
  issues.push(...sameSources(catalogue.services, fileOf));
  return issues;
};

function unknownId(kind: string, id: string, allowed: readonly string[], file: string, path: Path): Issue {
  const near = nearest(id, allowed);
  const known = allowed.length > 12 ? `${allowed.length} ids are known` : `known: ${allowed.join(', ')}`;
  return {
    severity: 'error',
    file,
    path,
    message: `unknown ${kind} "${id}"; ${known}`,
    ...(near ? { fix: near } : {}),
  };
}

/** Finds every `source: {ref}` of a service, wherever it stands. */
function citedRefs(value: unknown, path: Path = []): { readonly ref: string; readonly path: Path }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'source' && typeof child === 'object' && child !== null && 'ref' in child)
      return [{ ref: String(child.ref), path: [...here, 'ref'] }];
    return citedRefs(child, here);
  });
}

function citations(service: Service, file: string): Issue[] {
  const known = Object.keys(service.sources);
  const cited = citedRefs({ ...service, sources: undefined });
  const unknown = cited
    .filter(({ ref }) => !known.includes(ref))
    .map(({ ref, path }) => unknownId('source', ref, known, file, path));
  const used = new Set(cited.map(({ ref }) => ref));
  const idle = known
    .filter((ref) => !used.has(ref))
    .map(
      (ref): Issue => ({
        severity: 'warning',
        file,
        path: ['sources', ref],
        message: `source "${ref}" is listed but no fact names it`,
      }),
    );
  return [...unknown, ...idle];
}

/** One key is one source in every file, so that it is told to citizens in the same words. */
function sameSources(services: readonly Service[], fileOf: (service: Service) => string): Issue[] {
  const first = new Map<string, { readonly source: Source; readonly file: string }>();
  const issues: Issue[] = [];
  for (const service of services)
    for (const [ref, source] of Object.entries(service.sources)) {
      const seen = first.get(ref);
      if (!seen) first.set(ref, { source, file: fileOf(service) });
      else if (JSON.stringify(seen.source) !== JSON.stringify(source))
        issues.push({
          severity: 'error',
          file: fileOf(service),
          path: ['sources', ref],
          message: `source "${ref}" differs from the one of the same key in ${seen.file}: one key is one source everywhere`,
          fix: JSON.stringify(seen.source),
        });
    }
  return issues;
}
