import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { createWay, type Way, type Weather } from './way.ts';

/** The wire between servers and their database, on this machine: whole, slow, dumb or torn. */
export interface Wire {
  /** Where servers find the database. */
  readonly port: number;
  /** How many connections servers hold over it. */
  readonly connections: () => number;
  /** Every byte takes so much longer, each way. */
  readonly slow: (ms: number) => void;
  /**
   * Nothing passes any more, and nobody is told: connections stay open, new ones get no answer, not even the end of
   * one arrives.
   */
  readonly fallSilent: () => void;
  /** As it was. What was said meanwhile arrives now, as TCP sends again what was not heard. */
  readonly mend: () => void;
  /**
   * As it was, for new connections alone. Those that there are end for the database, and the servers never hear of it:
   * a gateway on the way has forgotten them.
   */
  readonly forget: () => void;
  /** Ends every connection on both sides, in the middle of whatever was being said. */
  readonly tear: () => void;
  /** Resolves when nothing listens any more; connections are torn. */
  readonly close: () => Promise<void>;
}

/** Lays a wire to a port of this machine. */
export async function layWire(to: number): Promise<Wire> {
  const lines = new Set<Line>();
  const weather: Weather = { slowMs: 0, isSilent: false };
  // An end of one side is no end of the other: it is carried over as everything else is.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const line = layLine(near, to, weather, () => lines.delete(line));
    lines.add(line);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const tear = () => {
    for (const line of lines) line.tear();
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => [...lines].filter(({ isHeld }) => isHeld()).length,
    slow: (ms) => {
      weather.slowMs = ms;
    },
    fallSilent: () => {
      weather.isSilent = true;
    },
    mend: () => {
      Object.assign(weather, { slowMs: 0, isSilent: false });
      for (const line of lines) line.resume();
    },
    forget: () => {
      for (const line of lines) line.forget();
      Object.assign(weather, { slowMs: 0, isSilent: false });
    },
    tear,
    close: async () => {
      server.close();
      tear();
      await once(server, 'close');
    },
  };
}

/** One connection, from a server to the database and back. */
interface Line {
  /** Whether the server has not ended it. */
  readonly isHeld: () => boolean;
  readonly resume: () => void;
  readonly forget: () => void;
  readonly tear: () => void;
}

function layLine(near: Socket, to: number, weather: Weather, ended: () => void): Line {
  const far = new Socket({ allowHalfOpen: true });
  const there = createWay(weather);
  const back = createWay(weather);
  const tear = () => {
    there.stop();
    back.stop();
    near.destroy();
    far.destroy();
  };
  there.put(() => far.connect({ port: to, host: '127.0.0.1', noDelay: true }));
  carry(near, there, far, tear);
  carry(far, back, near, tear);
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const)
    one.on('close', () => other.closed && ended());
  return {
    isHeld: () => !near.readableEnded && !near.destroyed,
    resume: () => {
      there.resume();
      back.resume();
    },
    forget: () => {
      there.stop();
      back.stop();
      far.destroy();
    },
    tear,
  };
}

function carry(from: Socket, way: Way, to: Socket, tear: () => void): void {
  from.on('data', (bytes) => way.put(() => to.write(bytes)));
  from.on('end', () => way.put(() => to.end()));
  from.on('error', () => way.put(tear));
}
