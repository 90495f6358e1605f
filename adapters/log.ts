type Line = (fields: object, event: string) => void;

/** The part of a pino logger that is used here: an event's name and its fields, never a citizen's words or ids. */
export interface Log {
  readonly info: Line;
  readonly warn: Line;
  readonly error: Line;
}
