import { isUnknown } from '../catalogue/index.ts';
import { statements } from './statements.ts';
import type { Tell } from './telling.ts';

/** How it is done: the steps that are known, else how the counter works. */
export const steps: Tell = (telling) => {
  const { service, catalogue, locale, say } = telling;
  const known = statements(telling, service.steps);
  const counter = isUnknown(service.offices)
    ? undefined
    : service.offices
        .map(({ kind }) => catalogue.officeKinds.find(({ id }) => id === kind))
        .find((kind) => kind?.counter);
  const numbered = known.lines.map((line, index) => say('steps.numbered', { number: index + 1, line }));
  if (known.lines.length === 0 && !counter?.counter) return undefined;
  return {
    lines: [
      ...(known.lines.length > 1 ? numbered : known.lines),
      ...(counter?.counter ? [counter.counter[locale]] : []),
    ],
    citations: known.citations,
  };
};
