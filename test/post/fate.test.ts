import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SendFailure, type Verdict } from '../../adapters/channel.ts';
import { asFailure, fateOf, pointless } from '../../adapters/fate.ts';
import type { ClaimedCall } from '../../adapters/store.ts';

const NOW = Date.UTC(2026, 10, 20);
const call = (changes: Partial<ClaimedCall> = {}, kind: 'answer' | 'prompt' = 'answer'): ClaimedCall => ({
  id: 1,
  channel: 'telegram',
  conversation: 'telegram/1',
  call: { method: 'say', body: {}, kind },
  writtenAt: NOW,
  attempts: 0,
  unclear: false,
  ...changes,
});
const failed = (verdict: Verdict, unclear = false) => new SendFailure(verdict, 'reason', 'told', { unclear });

describe('before it is made, a call', () => {
  test('is worth it for fifteen minutes', () => {
    expect(pointless(call(), NOW + 15 * 60_000)).toBeUndefined();
    expect(pointless(call(), NOW + 15 * 60_000 + 1)).toMatchObject({ kind: 'dead', reason: 'expired' });
  });

  test('that may have arrived is made again when it is an answer, not when it is a prompt', () => {
    expect(pointless(call({ unclear: true }), NOW)).toBeUndefined();
    expect(pointless(call({ unclear: true }, 'prompt'), NOW)).toMatchObject({ reason: 'unclear' });
  });
});

describe('a call that failed', () => {
  test.each([
    ['never', { kind: 'dead', reason: 'reason' }],
    ['unreachable', { kind: 'dead', reason: 'reason', whole: true }],
    ['stopped', { kind: 'again', afterMs: 0 }],
    ['later', { kind: 'again', afterMs: 500 }],
  ] as const)('for %s is %j', (verdict, fate) => {
    expect(fateOf(call(), failed(verdict))).toEqual(fate);
  });

  test('for a passing trouble is tried again ten times, each time within twice as long, at most a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), (attempts) => {
        const fate = fateOf(call({ attempts }), failed('again'));
        expect(fate.kind).toBe('again');
        const { afterMs } = fate as { readonly afterMs: number };
        expect(afterMs).toBeLessThanOrEqual(Math.min(60_000, 500 * 2 ** attempts));
      }),
    );
    expect(fateOf(call({ attempts: 9 }), failed('again'))).toEqual({ kind: 'dead', reason: 'reason' });
  });

  test('and may have arrived is tried again when it is an answer, not when it is a prompt', () => {
    expect(fateOf(call(), failed('again', true)).kind).toBe('again');
    expect(fateOf(call({}, 'prompt'), failed('again', true))).toEqual({ kind: 'dead', reason: 'unclear' });
  });

  test('in a way that no channel promises is tried again', () => {
    expect(fateOf(call(), asFailure(new TypeError('oops'))).kind).toBe('again');
  });
});
