import { markOf } from '../mark.ts';
import type { Issue } from './issue.ts';
import type { Rule } from './rule.ts';

/** Every id stands once in its list, services have no id twice in different folders, and buttons tell them all apart. */
export const checkUnique: Rule = (catalogue, fileOf) => {
  const issues: Issue[] = [];
  const unique = (
    what: string,
    ids: readonly string[],
    place: (index: number) => Pick<Issue, 'file' | 'path'>,
  ) => {
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index)
        issues.push({
          severity: 'error',
          ...place(index),
          message: `${what} "${id}" stands twice; ids are unique`,
        });
    });
  };
  const inList = (file: string, key: string) => (index: number) => ({ file, path: [index, key] });
  unique(
    'service',
    catalogue.services.map(({ id }) => id),
    (index) => ({ file: fileOf(catalogue.services[index]!), path: ['id'] }),
  );
  const marks = catalogue.services.map(({ id }) => markOf(id));
  catalogue.services.forEach((service, index) => {
    const first = catalogue.services[marks.indexOf(marks[index]!)]!;
    if (first.id === service.id) return;
    issues.push({
      severity: 'error',
      file: fileOf(service),
      path: ['id'],
      message: `buttons cannot tell "${service.id}" from "${first.id}", by chance: choose another id`,
    });
  });
  unique(
    'sector',
    catalogue.sectors.map(({ id }) => id),
    inList('sectors.yaml', 'id'),
  );
  unique(
    'fact',
    catalogue.facts.map(({ id }) => id),
    inList('facts.yaml', 'id'),
  );
  unique(
    'law',
    catalogue.laws.map(({ id }) => id),
    inList('laws.yaml', 'id'),
  );
  unique(
    'place',
    catalogue.places.map(({ code }) => code),
    inList('places.yaml', 'code'),
  );
  unique(
    'glossary entry',
    catalogue.glossary.map(({ id }) => id),
    inList('glossary.yaml', 'id'),
  );
  unique(
    'subject',
    catalogue.outOfScope.map(({ id }) => id),
    inList('out-of-scope.yaml', 'id'),
  );
  unique(
    'office kind',
    catalogue.officeKinds.map(({ id }) => id),
    (index) => ({ file: 'offices.yaml', path: ['kinds', index, 'id'] }),
  );
  for (const service of catalogue.services)
    unique(
      'fee',
      service.fees.map(({ id }) => id),
      (index) => ({ file: fileOf(service), path: ['fees', index, 'id'] }),
    );
  return issues;
};
