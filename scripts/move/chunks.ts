import type { Row } from './end.ts';

/** So much is written at a time: little enough to hold, enough that the flushes do not count. */
export interface Room {
  readonly rows: number;
  readonly characters: number;
}
export const ROOM: Room = { rows: 1_000, characters: 4_000_000 };

/** Rows in groups that fit into the room; one that is larger than the room makes a group of its own. */
export async function* chunksOf(rows: AsyncIterable<Row>, room: Room): AsyncGenerator<readonly Row[]> {
  let chunk: Row[] = [];
  let characters = 0;
  for await (const row of rows) {
    chunk.push(row);
    for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 0;
    if (chunk.length < room.rows && characters < room.characters) continue;
    yield chunk;
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield chunk;
}
