import assert from 'node:assert/strict';
import { openSqlite } from '../../../adapters/store/sqlite/index.ts';
import type { InboxEvent } from '../../../adapters/store.ts';
import type { Row } from '../row.ts';
import { inWorld } from '../world.ts';

const EVENTS = 10_000;
const CONVERSATIONS = 400;
const READY_MS = 2_000;

export const backlog: Row = {
  number: 1,
  title: 'a start with 10,000 open events',
  run: ({ compiled, whole }) =>
    inWorld(compiled, async (world) => {
      const first = await world.start(); // learns the content, if nobody has
      await first.stop();
      const idle = await world.start();
      await idle.stop();
      const worker = compiled.storeWorker;
      const store = await openSqlite({ path: world.path, worker, leastFreeBytes: 0 });
      await store.accept(Array.from({ length: EVENTS }, eventOf), Date.now());
      await store.close();
      const busy = await world.start();
      await busy.kill();
      assert.ok((await world.database.open()) > EVENTS / 2, 'the events were to be open still');
      const [idleMs, readyMs] = [Math.round(idle.readyMs), Math.round(busy.readyMs)];
      // A machine that is busy with other tests starts anything late: there only what the events cost is judged.
      const limit = whole ? READY_MS : idleMs + READY_MS;
      assert.ok(readyMs < limit, `ready after ${readyMs} ms, without open events after ${idleMs} ms`);
      return { events: EVENTS, 'ready after ms': readyMs, 'without events ms': idleMs };
    }),
};

const eventOf = (_: unknown, index: number): InboxEvent => ({
  channel: 'messenger',
  conversation: `messenger/${48_000_000_000 + (index % CONVERSATIONS)}`,
  key: `backlog-${index}`,
  activity: { type: 'message', text: `I rent out ${index} rooms, how much is the licence?` },
});
