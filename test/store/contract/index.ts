import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { event, NOW, type Opened } from './given.ts';
import { inboxContract } from './inbox.ts';
import { outboxContract } from './outbox.ts';
import { sweepContract } from './sweep.ts';
import { turnContract } from './turn.ts';

/** What every store promises, whoever uses it alone. */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.end());
    const given = {
      store: () => opened.store(),
      reopen: () => opened.reopen(),
      rows: (table: string) => opened.rows(table),
    };

    inboxContract(given);
    turnContract(given);
    outboxContract(given);
    sweepContract(given);

    test('keeps the first secret of a name', async () => {
      expect(await given.store().secret('salt', 'one')).toBe('one');
      expect(await given.store().secret('salt', 'two')).toBe('one');
      await given.reopen();
      expect(await given.store().secret('salt', 'three')).toBe('one');
      expect(await given.store().secret('pepper', 'four')).toBe('four');
    });

    test('archives something once, and for good', async () => {
      const row = { id: '2026-10/visits', period: '2026-10', block: 'visits', at: NOW, content: 'first' };
      await given.store().archive({ table: 'published', row });
      await given.store().archive({ table: 'published', row: { ...row, at: NOW + 1, content: 'second' } });
      await given.store().archive({ table: 'catalogue', row: { version: 'v', at: NOW, files: '{}' } });
      await given.reopen();
      expect(await given.rows('published')).toEqual([row]);
      expect(await given.rows('catalogue')).toEqual([{ version: 'v', at: NOW, files: '{}' }]);
    });

    test('whoever is alone is on every duty, and on it again after leaving', async () => {
      expect(await given.store().isOnDuty('send telegram')).toBe(true);
      expect(await given.store().isOnDuty('send messenger')).toBe(true);
      await given.store().leaveDuty('send telegram');
      expect(await given.store().isOnDuty('send telegram')).toBe(true);
    });

    test('is healthy, and refuses everything once it is closed', async () => {
      await given.store().health(NOW);
      await given.store().close();
      await expect(given.store().accept([event('a', '1')], NOW)).rejects.toThrow('closed');
    });
  });
}
