import { encode, MAX_CODE_BYTES, type RatingPart } from '../code.ts';
import { LONGEST_MARK } from '../mark.ts';
import { GENDERS, LIKINGS, REASONS } from '../records/codes.ts';
import type { Issue } from './issue.ts';
import type { Rule } from './rule.ts';

/** What can be answered about an office at a place. */
const ANSWERS: Partial<Record<RatingPart, readonly string[]>> = {
  liking: LIKINGS,
  reason: REASONS,
  gender: GENDERS,
};

/** Every button of a rating or a complaint carries the office with its place and a service: its id leaves them room. */
export const checkOfficeButtons: Rule = ({ officeKinds, places }) => {
  const place = places.reduce((longest, { code }) => (code.length > longest.length ? code : longest), '');
  const longest = (id: string): number => Math.max(...codesOf(id, place).map(({ length }) => length));
  const ids = officeKinds.map(({ id }) => id);
  return officeKinds.flatMap(({ id, rated }, index): Issue[] => {
    const bytes = longest(id);
    if (rated === false || bytes <= MAX_CODE_BYTES) return [];
    const most = id.length - (bytes - MAX_CODE_BYTES);
    const fix = shortened(id, most);
    return [
      {
        severity: 'error',
        file: 'offices.yaml',
        path: ['kinds', index, 'id'],
        message: `the id "${id}" has ${id.length} letters, and a button to rate this office has ${bytes}; one carries at most ${MAX_CODE_BYTES}: the id of an office that can be rated has at most ${most} letters`,
        ...(ids.includes(fix) ? {} : { fix }),
      },
    ];
  });
};

/** The longest button of every kind. */
function codesOf(office: string, place: string): readonly string[] {
  const about = { office, place, mark: LONGEST_MARK };
  const answers = Object.entries(ANSWERS).flatMap(([part, values]) =>
    values.map((value) => encode({ kind: 'rating', part: part as RatingPart, value, ...about })),
  );
  return [...answers, encode({ kind: 'complaint', ...about })];
}

/** As many of its words as fit, or of its letters where not even the first word does. */
function shortened(id: string, most: number): string {
  const start = id.slice(0, most + 1);
  const end = start.lastIndexOf('-');
  return end > 0 ? start.slice(0, end) : id.slice(0, most);
}
