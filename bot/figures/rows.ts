/** Facts of one kind, grouped: the columns they were grouped by, and a number for each measure. */
export type Fact = Readonly<Record<string, string | number | null | undefined>>;

type Path = (fact: Fact) => readonly string[];

const UNKNOWN = 'none';

/** Districts are four digits that begin with their province's; what is not known is 00. */
function placePath({ place }: Fact): [string, string] {
  const code = String(place ?? '').padEnd(4, '0');
  return [code.slice(0, 2), code.slice(0, 4)];
}

/** The rows below the country that a fact is counted in, from the top: one list an entry of `BlockSpec.rows`. */
export const rowKinds = {
  country: () => [],
  places: placePath,
  offices: (fact) => {
    const [province, district] = placePath(fact);
    return [province, district, `${district}/${fact['office'] ?? UNKNOWN}`];
  },
  genders: ({ gender }) => [String(gender ?? 'untold')],
  outcomes: ({ outcome }) => [String(outcome)],
} as const satisfies Record<string, Path>;

/** How the rows of a block lie below each other. */
export type RowKind = keyof typeof rowKinds;

/** The rows below the country that a fact is counted in, from the top. */
export const pathOf = (kind: RowKind, fact: Fact): readonly string[] => rowKinds[kind](fact);
