import { join } from 'node:path';
import { type Deed, presses, questions, SECRET } from '../load/updates.ts';

/** One line of the table: a server and what it is posted. */
export interface Contest {
  readonly name: string;
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deeds: readonly Deed[];
  /** The door alone says nothing to anybody. */
  readonly isAnswered: boolean;
  /** It tells of its turns at /metrics. */
  readonly tells: boolean;
}

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

/** Everybody who is compared, in the order of a round. */
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
  const file = (name: string) => join(folder, `${name}.db`);
  const product = (name: string, database: string, deeds: readonly Deed[]): Contest => ({
    name,
    program: program('main'),
    environment: {
      ...base,
      METRICS_TOKEN,
      DATABASE_URL: `sqlite:${database}`,
      DATA_DIR: join(folder, name.replaceAll(/\W+/g, '-')),
    },
    deeds,
    isAnswered: true,
    tells: true,
  });
  const door = (name: string, kind: 'express' | 'bare', database: string): Contest => ({
    name,
    program: program('door'),
    environment: { ...base, DOOR: kind, DATABASE: database },
    deeds: asked,
    isAnswered: false,
    tells: false,
  });
  const plain = (name: keyof typeof PROGRAMS): Contest => ({
    name: `plain ${name} bot`,
    program: program(name),
    environment: base,
    deeds: asked,
    isAnswered: true,
    tells: false,
  });
  return [
    product('pressed, durable', file('pressed'), pressed),
    product('pressed, memory', ':memory:', pressed),
    plain('botbuilder'),
    plain('telegraf'),
    door('door, durable', 'express', file('door')),
    door('door, memory', 'express', ':memory:'),
    door('bare door, durable', 'bare', file('bare')),
    door('bare door, memory', 'bare', ':memory:'),
    product('asked, durable', file('asked'), asked),
    product('asked, memory', ':memory:', asked),
  ];
}
