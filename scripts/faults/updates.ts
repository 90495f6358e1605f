import type { ServerResponse } from 'node:http';

type Update = Readonly<Record<string, unknown>> & { readonly update_id: number };

/** Telegram's `getUpdates`: updates wait for the one who asks, and a second one who asks ends the first. */
export interface Updates {
  readonly add: (update: Update) => void;
  /** Who has asked, in order; whoever goes on asking stands there once. */
  readonly polls: readonly string[];
  /** How often somebody was sent away because another one asked. */
  readonly conflicts: () => number;
  /** Updates that nobody has said to have kept. */
  readonly left: () => number;
  readonly answer: (by: string, body: Readonly<Record<string, unknown>>, response: ServerResponse) => void;
}

interface Asked {
  readonly by: string;
  readonly end: (status: number, answer: object) => void;
}

const MOST = 100;
const CONFLICT = {
  ok: false,
  error_code: 409,
  description:
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
};

export function createUpdates(): Updates {
  const waiting: Update[] = [];
  const polls: string[] = [];
  let conflicts = 0;
  let asked: Asked | undefined;

  const tell = () => {
    if (waiting.length > 0) asked?.end(200, { ok: true, result: waiting.slice(0, MOST) });
  };
  return {
    polls,
    conflicts: () => conflicts,
    left: () => waiting.length,
    add: (update) => {
      waiting.push(update);
      tell();
    },
    answer: (by, { offset = 0, timeout = 0 }, response) => {
      if (asked) conflicts += 1;
      asked?.end(409, CONFLICT);
      while (waiting[0] && waiting[0].update_id < Number(offset)) waiting.shift();
      if (polls.at(-1) !== by) polls.push(by);
      const end = (status: number, answer: object) => {
        clearTimeout(timer);
        if (asked === mine) asked = undefined;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      };
      const mine: Asked = { by, end };
      const timer = setTimeout(() => end(200, { ok: true, result: [] }), Number(timeout) * 1_000);
      response.on('close', () => {
        clearTimeout(timer);
        if (asked === mine) asked = undefined;
      });
      asked = mine;
      tell();
    },
  };
}
