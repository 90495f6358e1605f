import {
  ALL,
  type Choices,
  type Cube,
  createReading,
  type Figure,
  type Knowledge,
  LOCALES,
  type NotTold,
  queryOf,
  type Reading,
  readSelection,
  type Selection,
  type Told,
} from '../../../bot/index.ts';

/** All that was published, with what can be chosen of it. */
export interface Board {
  readonly choices: Choices;
  readonly select: (query: unknown) => Selection;
  readonly tell: (figure: Figure, selection: Selection) => Told | NotTold;
}

/** What was read for a selection. It is kept for whoever asks next: what stands published does not change. */
interface Known {
  readonly reading: Reading;
  readonly told: Map<string, Told | NotTold>;
}
const MOST_KEPT = 50;

/** Opens published figures for readers who choose among these places. */
export function openBoard(cube: Cube, places: readonly string[]): Board {
  const choices = choicesOf(cube, places);
  const kept = new Map<string, Known>();
  return {
    choices,
    select: (query) => readSelection(query, choices),
    tell: (figure, selection) => {
      const query = queryOf(selection);
      const known = kept.get(query) ?? { reading: createReading(cube, selection), told: new Map() };
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(query, known);
      const told = known.told.get(figure.id) ?? figure.tell(known.reading);
      known.told.set(figure.id, told);
      return told;
    },
  };
}

function choicesOf(cube: Cube, places: readonly string[]): Choices {
  const months = cube.periods('visits');
  const visits = { block: 'visits', measure: 'visits', periods: months, rows: [ALL] };
  const channels = cube.values({ ...visits, facet: 'channel' }).map(({ value }) => value);
  return { months, places, channels, locales: LOCALES };
}

/** The board of what stands published now: opened anew only when something was published, or the content changed. */
export function createBoards(cube: () => Cube): (knowledge: Knowledge) => Board {
  let last: { readonly cube: Cube; readonly version: string; readonly board: Board } | undefined;
  return ({ catalogue, version }) => {
    const now = cube();
    if (last?.cube !== now || last.version !== version) {
      const codes = catalogue.places.map(({ code }) => code);
      last = { cube: now, version, board: openBoard(now, codes) };
    }
    return last.board;
  };
}
