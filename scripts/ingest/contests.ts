import { join } from 'node:path';
import { type Deed, presses, questions, SECRET } from '../load/updates.ts';

/** One line of the table: a server and what it is posted. */
export interface Contest {
  readonly name: string;
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  /** A SQLite address, or a PostgreSQL of its own; undefined: it keeps nothing. */
  readonly keepsIn: Keeping | undefined;
  /** So many processes on one database share the load. */
  readonly instances: number;
  readonly deeds: readonly Deed[];
  /** The door alone says nothing to anybody. */
  readonly isAnswered: boolean;
  /** It tells of its turns at /metrics. */
  readonly tells: boolean;
}
export type Keeping = 'postgres' | `sqlite:${string}`;

export const METRICS_TOKEN = 'only-for-this-run-too';

/** What is compiled beside the product. */
export const PROGRAMS = {
  door: 'scripts/ingest/contestants/door.ts',
  telegraf: 'scripts/ingest/contestants/telegraf.ts',
  botbuilder: 'scripts/ingest/contestants/botbuilder.ts',
} as const;

export interface ContestParts {
  readonly compiled: string;
  /** For databases: on a real disk. */
  readonly folder: string;
  readonly apiRoot: string;
}

/** Everybody who is compared, in the order of a round: who is compared with whom stands close together. */
export function contests({ compiled, folder, apiRoot }: ContestParts): readonly Contest[] {
  const base = {
    TELEGRAM_TOKEN: '123456:bench',
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    PUBLIC_URL: 'https://villager.example',
    TELEGRAM_API_ROOT: apiRoot,
  };
  const program = (name: string) => join(compiled, `${name}.js`);
  const pressed = presses();
  const asked = questions();
  const memory = 'sqlite::memory:';
  const file = (name: string): Keeping => `sqlite:${join(folder, `${name}.db`)}`;
  const product = (name: string, keepsIn: Keeping, deeds: readonly Deed[], instances = 1): Contest => ({
    name,
    program: program('main'),
    environment: {
      ...base,
      METRICS_TOKEN,
      DATA_DIR: join(folder, name.replaceAll(/\W+/g, '-')),
      // Nobody sends us work any more when a benchmark ends.
      DRAIN_SECONDS: '0',
    },
    keepsIn,
    instances,
    deeds,
    isAnswered: true,
    tells: true,
  });
  const door = (name: string, kind: 'express' | 'bare', keepsIn: Keeping, instances = 1): Contest => ({
    name,
    program: program('door'),
    environment: { ...base, DOOR: kind },
    keepsIn,
    instances,
    deeds: asked,
    isAnswered: false,
    tells: false,
  });
  const plain = (name: keyof typeof PROGRAMS): Contest => ({
    name: `plain ${name} bot`,
    program: program(name),
    environment: base,
    keepsIn: undefined,
    instances: 1,
    deeds: asked,
    isAnswered: true,
    tells: false,
  });
  return [
    product('pressed, durable', file('pressed'), pressed),
    product('pressed, postgres', 'postgres', pressed),
    product('pressed, postgres ×2', 'postgres', pressed, 2),
    product('pressed, memory', memory, pressed),
    plain('botbuilder'),
    plain('telegraf'),
    door('door, durable', 'express', file('door')),
    door('door, memory', 'express', memory),
    door('bare door, durable', 'bare', file('bare')),
    door('bare door, postgres', 'bare', 'postgres'),
    door('bare door, postgres ×2', 'bare', 'postgres', 2),
    door('bare door, memory', 'bare', memory),
    product('asked, durable', file('asked'), asked),
    product('asked, postgres', 'postgres', asked),
    product('asked, postgres ×2', 'postgres', asked, 2),
    product('asked, memory', memory, asked),
  ];
}
