import { connect } from 'node:net';
import type { Deed } from './updates.ts';
import { messages } from './wire.ts';

export interface Lap {
  readonly acknowledged: number;
  /** Acknowledged with anything but 200. */
  readonly failed: number;
  readonly ackMs: readonly number[];
  readonly seconds: number;
}

export interface LapParts {
  /** Of the instances that share the load; a connection stays with one. */
  readonly ports: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  readonly deed: () => Deed;
  /** Numbers that no update had before. */
  readonly update: () => number;
  readonly chat: () => number;
  /** Called with who is to be told that a chat was answered; undefined: nobody waits for an answer. */
  readonly whenAnswered: ((chat: number, tell: () => void) => void) | undefined;
}

const ANSWER_MS = 5_000;

/**
 * Posts without a pause over so many connections, on each the next when the one before is acknowledged and answered.
 * Rejects when an answer does not come at all.
 */
export async function closedLoop(parts: LapParts): Promise<Lap> {
  const start = performance.now();
  const ackMs: number[] = [];
  const lap = { ackMs, failed: 0, until: start + parts.seconds * 1000 };
  const portOf = (connection: number) => parts.ports[connection % parts.ports.length]!;
  await Promise.all(
    Array.from({ length: parts.connections }, (_, index) => oneConnection(portOf(index), parts, lap)),
  );
  return {
    acknowledged: ackMs.length,
    failed: lap.failed,
    ackMs,
    seconds: (performance.now() - start) / 1000,
  };
}

interface OpenLap {
  readonly ackMs: number[];
  readonly until: number;
  failed: number;
}

function oneConnection(
  port: number,
  { deed, update, chat, whenAnswered }: LapParts,
  lap: OpenLap,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let posted = 0;
    let waitsFor = 0;
    let late: NodeJS.Timeout | undefined;
    const step = () => {
      waitsFor -= 1;
      if (waitsFor > 0) return;
      clearTimeout(late);
      if (performance.now() < lap.until) return post();
      socket.end();
      resolve();
    };
    const post = () => {
      const to = chat();
      waitsFor = whenAnswered ? 2 : 1;
      posted = performance.now();
      whenAnswered?.(to, step);
      late = setTimeout(() => socket.destroy(new Error('an update was not answered in time')), ANSWER_MS);
      socket.write(deed()(update(), to));
    };
    const hear = messages((head) => {
      if (head.startsWith('200', 9)) lap.ackMs.push(performance.now() - posted);
      else lap.failed += 1;
      step();
    });
    socket.on('data', hear);
    socket.once('error', reject);
    socket.once('connect', post);
  });
}
