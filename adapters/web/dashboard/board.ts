import {
  type Choices,
  createReading,
  type Figure,
  type Knowledge,
  type Ledger,
  LOCALES,
  type NotTold,
  openLedger,
  type PublishedBlock,
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

/** Opens published blocks for readers who choose among the places of the catalogue. */
export function openBoard(blocks: readonly PublishedBlock[], places: readonly string[]): Board {
  const ledger = openLedger(blocks);
  const choices = choicesOf(ledger, places);
  return {
    choices,
    select: (query) => readSelection(query, choices),
    tell: (figure, selection) => figure.tell(createReading(ledger, selection)),
  };
}

function choicesOf(ledger: Ledger, places: readonly string[]): Choices {
  const months = ledger.periods('visits');
  return { months, places, channels: ledger.values('visits', 'channel', months) ?? [], locales: LOCALES };
}

/** The board of what stands published now: opened anew only when something was published, or the content changed. */
export function createBoards(blocks: () => readonly PublishedBlock[]): (knowledge: Knowledge) => Board {
  let last:
    | { readonly blocks: readonly PublishedBlock[]; readonly version: string; readonly board: Board }
    | undefined;
  return ({ catalogue, version }) => {
    const now = blocks();
    if (last?.blocks !== now || last.version !== version) {
      const codes = catalogue.places.map(({ code }) => code);
      last = { blocks: now, version, board: openBoard(now, codes) };
    }
    return last.board;
  };
}
