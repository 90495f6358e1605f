import type { Catalogue } from './catalogue.ts';
import { checkAge } from './check-age.ts';
import { checkConditions } from './check-conditions.ts';
import { checkExamples } from './check-examples.ts';
import { checkOfficeButtons } from './check-office-buttons.ts';
import { checkReferences } from './check-references.ts';
import { checkStrings } from './check-strings.ts';
import { checkTexts } from './check-texts.ts';
import { checkUnique } from './check-unique.ts';
import type { Issue } from './issue.ts';
import type { Rule } from './rule.ts';
import type { Service } from './service.ts';

const rules: readonly Rule[] = [
  checkUnique,
  checkReferences,
  checkConditions,
  checkOfficeButtons,
  checkStrings,
  checkTexts,
  checkExamples,
];

/** All troubles that no single file can show: broken references, overlapping fees, clashing phrases, old checks. */
export function checkCatalogue(
  catalogue: Catalogue,
  fileOf: (service: Service) => string,
  today: string,
): Issue[] {
  return [
    ...rules.flatMap((rule) => rule(catalogue, fileOf)),
    ...checkAge(catalogue.services, fileOf, today),
  ];
}
