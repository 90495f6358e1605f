import type { Catalogue } from './catalogue.ts';
import { tests, type When } from './condition.ts';
import { coverage, MAX_CELLS } from './cover.ts';
import { dayAfter } from './day.ts';
import type { Fact, Known } from './fact.ts';
import { chargeOf, type Fee, inForce } from './fee.ts';
import type { Issue } from './issue.ts';
import { nearest } from './nearest.ts';
import type { Rule } from './rule.ts';
import type { Service } from './service.ts';
import { isUnknown } from './source.ts';

type Path = readonly (string | number)[];
interface Case {
  readonly when?: When | undefined;
  readonly path: Path;
}

/** Conditions name facts that exist, and the steps of one charge neither overlap nor leave a gap on any day. */
export const checkConditions: Rule = (catalogue, fileOf) =>
  catalogue.services.flatMap((service) => {
    const file = fileOf(service);
    return [
      ...allCases(service).flatMap((item) => checkTests(item, catalogue.facts, file)),
      ...checkFees(service, catalogue, file),
      ...checkButtons(service, catalogue, file),
    ];
  });

function allCases(service: Service): Case[] {
  const at = (list: readonly { readonly when?: When | undefined }[] | undefined, ...path: Path): Case[] =>
    (list ?? []).map(({ when }, index) => ({ when, path: [...path, index, 'when'] }));
  return [
    ...at(service.fees, 'fees'),
    ...(isUnknown(service.documents) ? [] : at(service.documents.items, 'documents', 'items')),
    ...(isUnknown(service.duration) ? [] : at(service.duration, 'duration')),
    ...(service.validity === undefined || isUnknown(service.validity)
      ? []
      : at(service.validity, 'validity')),
    ...at(service.deadlines, 'deadlines'),
    ...at(service.eligibility, 'eligibility'),
    ...at(service.steps, 'steps'),
  ];
}

function checkTests({ when, path }: Case, facts: readonly Fact[], file: string): Issue[] {
  if (when === undefined || when === 'otherwise') return [];
  return tests(when).flatMap(({ fact: id, test }): Issue[] => {
    const fact = facts.find((candidate) => candidate.id === id);
    const error = (message: string, fix?: string): Issue => ({
      severity: 'error',
      file,
      path,
      message,
      ...(fix ? { fix } : {}),
    });
    if (!fact) {
      const near = nearest(
        id,
        facts.map((known) => known.id),
      );
      return [error(`unknown fact "${id}"; facts are declared in facts.yaml`, near)];
    }
    const isBounds = typeof test === 'object' && !Array.isArray(test);
    if (fact.type === 'money')
      return [error(`"${id}" is a sum of money, which no condition can compare; use a number or a choice`)];
    if (fact.type === 'number')
      return isBounds ? [] : [error(`"${id}" is a number: write bounds such as {above: 100, to: 200}`)];
    if (isBounds)
      return [error(`"${id}" is a choice: write one of ${fact.values.map((value) => value.id).join(', ')}`)];
    return [test as string | readonly string[]]
      .flat()
      .filter((value) => !fact.values.some((known) => known.id === value))
      .map((value) =>
        error(`"${id}" is never "${value}"; it is one of ${fact.values.map((known) => known.id).join(', ')}`),
      );
  });
}

/** Days from which on another set of fees holds, and one before all of them. */
function turningDays(fees: readonly Fee[]): string[] {
  const days = fees.flatMap(({ effective }) =>
    [effective?.from, effective?.to && dayAfter(effective.to)].filter((day) => day !== undefined),
  );
  return ['0000-01-01', ...new Set(days)].sort();
}

function checkFees(service: Service, { facts }: Catalogue, file: string): Issue[] {
  const charges = [...new Set(service.fees.map(chargeOf))];
  return charges.flatMap((charge) =>
    turningDays(service.fees).flatMap((day) => {
      const steps = service.fees
        .map((fee, index) => ({ fee, index }))
        .filter(({ fee }) => chargeOf(fee) === charge && inForce(fee, day));
      return steps.length === 0 ? [] : checkCharge(steps, facts, file);
    }),
  );
}

const tell = (cell: Known): string =>
  Object.entries(cell)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ') || 'any case';

function checkCharge(
  steps: readonly { readonly fee: Fee; readonly index: number }[],
  facts: readonly Fact[],
  file: string,
): Issue[] {
  const found = coverage(
    steps.map(({ fee }) => fee.when),
    facts,
  );
  const first = ['fees', steps[0]!.index] as const;
  const error = (path: Path, message: string, fix?: string): Issue => ({
    severity: 'error',
    file,
    path,
    message,
    ...(fix ? { fix } : {}),
  });
  if (!found)
    return [
      error(first, `the conditions of this charge distinguish more than ${MAX_CELLS} cases; simplify them`),
    ];
  const overlap = found.overlaps[0];
  const gap = found.gaps[0];
  const name = (position: number) => `"${steps[position]!.fee.id}"`;
  return [
    ...(overlap
      ? [
          error(
            ['fees', steps[overlap.cases[1]!]!.index],
            `fees overlap: ${overlap.cases.map(name).join(' and ')} both hold for ${tell(overlap.cell)}; steps of one charge exclude each other (fees that add up need a different charge)`,
          ),
        ]
      : []),
    ...(gap
      ? [
          error(
            first,
            `no fee holds for ${tell(gap)}; end the list with a step for the rest`,
            '{id: other, unknown: true, when: otherwise, label: {…}}',
          ),
        ]
      : []),
  ];
}

/** What a button may carry besides its three separators and its kind, on the narrowest channel. */
const MOST_LETTERS = 64 - 'v--'.length - 2 * '--'.length;

/** The ids of a service, a fact and its value stand together on one button. */
function checkButtons(service: Service, { facts }: Catalogue, file: string): Issue[] {
  const asked = new Set(
    service.fees
      .flatMap(({ when }) => (when && when !== 'otherwise' ? tests(when) : []))
      .map(({ fact }) => fact),
  );
  return facts
    .filter(({ id }) => asked.has(id))
    .flatMap((fact) =>
      fact.type === 'choice' ? fact.values.map(({ id }) => `${service.id}${fact.id}${id}`) : [],
    )
    .filter((letters) => letters.length > MOST_LETTERS)
    .map((letters) => ({
      severity: 'error',
      file,
      path: ['id'],
      message: `the ids of the service, the fact and its value (${letters}) have ${letters.length} letters together; a button carries at most ${MOST_LETTERS}: shorten one of them`,
    }));
}
