import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Stats } from '../../store.ts';
import { archiving } from '../record-tables.ts';
import {
  ADD_SECRET,
  COUNT_CONVERSATIONS,
  COUNT_DEAD,
  MEMORY,
  OPEN_CALLS,
  OPEN_EVENTS,
  PULSE,
  SECRET,
} from '../statements.ts';
import { type Database, IN_MEMORY } from './database.ts';
import { listDeadLetters, reviveDeadLetters } from './dead-letters.ts';
import { createEffects } from './effects.ts';
import { createInbox } from './inbox.ts';
import type { Operations } from './operations.ts';
import { createOutbox } from './outbox.ts';
import { createSweep } from './sweep.ts';

/** All operations on one database, and what to do in memory when their transaction is over. */
export function createEngine(database: Database, leastFreeBytes: number) {
  const effects = createEffects();
  const clock = () => performance.now();
  const outbox = createOutbox(database, effects, clock);
  const inbox = createInbox(database, effects, outbox, clock);
  const sweep = createSweep(database);
  const memory = database.prepare(MEMORY).pluck();
  const pulse = database.prepare(PULSE);
  const { accept, claim, commit, fail } = inbox;
  const { claimCalls, sent, retryCall, killCall } = outbox;
  const relineAll = () => {
    inbox.reline();
    outbox.reline();
  };
  let seenVersion = database.pragma('data_version', { simple: true });

  const operations: Operations = {
    accept,
    claim,
    commit,
    fail,
    claimCalls,
    sent,
    retryCall,
    killCall,
    memory: (conversation) => memory.get(conversation) as string | undefined,
    deadLetters: (most) => listDeadLetters(database, most),
    revive: (ids, now) => {
      effects.onCommit(relineAll);
      return reviveDeadLetters(database, ids, now);
    },
    stats: () => statsOf(database),
    sweep: (horizon, now) => {
      const version = database.pragma('data_version', { simple: true });
      if (version !== seenVersion)
        // A command of the operator has written.
        effects.onCommit(() => {
          relineAll();
          seenVersion = version;
        });
      return sweep(horizon, now);
    },
    archive: (row) => {
      const [statement, values] = archiving(row);
      database.prepare(statement).run(...values);
    },
    secret: (name, fresh) => {
      database.prepare(ADD_SECRET).run(name, fresh);
      return database.prepare(SECRET).pluck().get(name) as string;
    },
    health: (now) => {
      refuseFullDisk(database.name, leastFreeBytes);
      pulse.run(now);
    },
  };
  return { operations, settle: effects.settle };
}

function refuseFullDisk(path: string, leastFreeBytes: number): void {
  if (path === IN_MEMORY) return;
  const { bavail, bsize } = statfsSync(dirname(path));
  if (bavail * bsize < leastFreeBytes)
    throw new Error(
      `the disk of ${path} has ${Math.round((bavail * bsize) / 1e6)} MB left and needs ${Math.round(leastFreeBytes / 1e6)}`,
    );
}

function statsOf(database: Database): Stats {
  const number = (statement: string) => database.prepare(statement).pluck().get() as number;
  const inbox = database.prepare(OPEN_EVENTS).get() as {
    readonly events: number;
    readonly oldest: number | null;
  };
  const outbox = database.prepare(OPEN_CALLS).all() as {
    readonly channel: string;
    readonly calls: number;
  }[];
  return {
    openEvents: inbox.events,
    oldestEventAt: inbox.oldest ?? undefined,
    openCalls: Object.fromEntries(outbox.map(({ channel, calls }) => [channel, calls])),
    deadLetters: number(COUNT_DEAD),
    conversations: number(COUNT_CONVERSATIONS),
  };
}
