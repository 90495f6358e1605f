import { describe, expect, test } from 'vitest';
import type { ReceivedEvent } from '../../adapters/channel.ts';
import { createIntake } from '../../adapters/intake.ts';
import type { InboxEvent } from '../../adapters/store.ts';

const NOW = Date.UTC(2026, 10, 20);
const message = (id: string): ReceivedEvent => ({
  id,
  conversation: 'a',
  at: NOW,
  activity: { type: 'message', text: id },
});

/** An intake in front of a store that cannot write at first. */
function intake(failures: number) {
  let left = failures;
  const written: InboxEvent[] = [];
  const accept = async (events: readonly InboxEvent[]) => {
    left -= 1;
    if (left >= 0) throw new Error('the disk is full');
    written.push(...events);
    return events.map(() => true);
  };
  const { take } = createIntake({ store: { accept }, now: () => NOW, onAccepted: () => {} });
  return { take: (id: string) => take('telegram', 'bot', [message(id)]), written };
}

describe('the intake', () => {
  test('a message that could not be written at first is no flood, however often it is delivered again', async () => {
    const { take, written } = intake(100);
    for (let delivery = 0; delivery < 100; delivery += 1) await expect(take('1')).rejects.toThrow('full');
    await take('1');
    await take('2');
    expect(written.map(({ activity }) => activity?.text)).toEqual(['1', '2']);
  });

  test('one citizen’s many messages are: five are heard, the next is told so, the others get no turn', async () => {
    const { take, written } = intake(0);
    for (let count = 1; count <= 8; count += 1) await take(String(count));
    expect(written.map(({ activity }) => activity?.text ?? activity?.name)).toEqual([
      ...['1', '2', '3', '4', '5'],
      'flood',
      undefined,
      undefined,
    ]);
  });

  test('a button pressed while we were away makes no flood of what was written then', async () => {
    const written: InboxEvent[] = [];
    const accept = async (events: readonly InboxEvent[]) => {
      written.push(...events);
      return events.map(() => true);
    };
    const { take } = createIntake({ store: { accept }, now: () => NOW, onAccepted: () => {} });
    const { at: _, ...press } = message('press');
    const messages = Array.from({ length: 20 }, (_, minute) => ({
      ...message(`${minute}`),
      at: NOW - 3_600_000 + minute * 60_000,
    }));
    await take('telegram', 'bot', [press, ...messages]);
    expect(written.map(({ activity }) => activity?.type)).toEqual(Array(21).fill('message'));
  });

  test('a group is paced as its platform does: no more answers than Telegram takes there in a minute', async () => {
    const written: InboxEvent[] = [];
    const accept = async (events: readonly InboxEvent[]) => {
      written.push(...events);
      return events.map(() => true);
    };
    const { take } = createIntake({ store: { accept }, now: () => NOW, onAccepted: () => {} });
    for (let second = 0; second < 60; second += 1)
      await take('telegram', 'bot', [{ ...message(`${second}`), isGroup: true, at: NOW + second * 1_000 }]);
    const answered = written.filter(({ activity }) => activity?.type === 'message');
    expect(answered.length).toBeLessThanOrEqual(9);
    expect(answered.length).toBeGreaterThan(5);
  });
});
