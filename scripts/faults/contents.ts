import { markerIn, reportedIn } from './citizen.ts';

/** What stands in a database. */
export interface Contents {
  /** `ok`, or what does not fit together. */
  readonly integrity: string;
  readonly openEvents: number;
  readonly openCalls: number;
  /** Calls that have been handed to the platform, and nobody knows more. */
  readonly unclearCalls: number;
  /** How many events and calls were ever written. */
  readonly eventsEver: number;
  readonly callsEver: number;
  readonly keys: number;
  /** Markers of the reports that were kept. */
  readonly reported: readonly number[];
  /** Reasons of dead letters, and the edited message or the marker each one was about. */
  readonly dead: readonly { readonly reason: string; readonly marker: number | undefined }[];
}

/** The database of a world, looked into from outside: looking changes nothing. */
export interface Database {
  readonly contents: () => Promise<Contents>;
  /** How much is still to be done. Servers may be at it. */
  readonly open: () => Promise<number>;
}

export interface Letter {
  readonly reason: string;
  readonly content: string | null;
}

export const reportedBy = (fields: readonly string[]): Contents['reported'] =>
  fields.map((one) => reportedIn(one) ?? Number.NaN);

export const deadOf = (letters: readonly Letter[]): Contents['dead'] =>
  letters.map(({ reason, content }) => ({ reason, marker: markerOf(content ?? '') }));

const markerOf = (content: string): number | undefined => {
  const edited = /"message_id":(\d+)/.exec(content)?.[1];
  return edited === undefined ? markerIn(content) : Number(edited);
};
