import type { Compiled } from './compiled.ts';

/** How much of a row is done: a part in `npm test`, all in `npm run test:faults`. */
export interface Size {
  readonly compiled: Compiled;
  readonly seed: number;
  /** How often the server is killed in the first row. */
  readonly kills: number;
  /** Whether it may take minutes, and figures of time are held to their promise. */
  readonly whole: boolean;
}

/** What a row has seen: printed by the command. */
export type Figures = Readonly<Record<string, number | string>>;

/** One row of the fault matrix. It rejects when a promise is broken, and a control rejects when nothing is. */
export interface Row {
  /** Its number in the matrix; a control has its row's. */
  readonly number: number;
  readonly title: string;
  /** Why it cannot be run on this machine; undefined: it can. */
  readonly hindered?: () => string | undefined;
  readonly run: (size: Size) => Promise<Figures>;
}
