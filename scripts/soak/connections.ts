import { connect, type Socket } from 'node:net';
import { messages } from '../load/wire.ts';

/** Connections to one server: as many as are needed at once, each with one post in flight. */
export interface Connections {
  /** `due`: when it should have been posted. */
  readonly post: (request: string, due: number) => void;
  /** Posts without an answer yet. */
  readonly open: () => number;
  readonly close: () => void;
}

interface Line {
  readonly socket: Socket;
  /** When what is in flight was due; undefined: nothing is. */
  due: number | undefined;
  freeAt: number;
}

/** Less than a server keeps an idle connection: posting while it is being closed would fail by nobody's fault. */
const IDLE_MS = 3_000;

/** `onOver` hears how each post ended: its status, or "closed". */
export function createConnections(port: number, onOver: (due: number, how: string) => void): Connections {
  const lines = new Set<Line>();
  const free: Line[] = [];
  let open = 0;
  const over = (line: Line, how: string) => {
    if (line.due === undefined) return;
    onOver(line.due, how);
    open -= 1;
    line.due = undefined;
    line.freeAt = performance.now();
  };
  const newLine = (): Line => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const line: Line = { socket, due: undefined, freeAt: 0 };
    const hear = messages((head) => {
      over(line, head.slice(9, 12));
      free.push(line);
    });
    socket.on('data', hear);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      lines.delete(line);
      over(line, 'closed');
    });
    lines.add(line);
    return line;
  };
  const freeLine = (): Line => {
    for (let line = free.pop(); line; line = free.pop()) {
      if (!line.socket.destroyed && performance.now() - line.freeAt < IDLE_MS) return line;
      line.socket.destroy();
    }
    return newLine();
  };
  return {
    post: (request, due) => {
      const line = freeLine();
      line.due = due;
      open += 1;
      line.socket.write(request);
    },
    open: () => open,
    close: () => {
      for (const { socket } of lines) socket.destroy();
    },
  };
}
