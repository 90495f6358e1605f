import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBreaker } from '../../adapters/breaker.ts';
import { createFlood } from '../../adapters/flood.ts';
import { createPace } from '../../adapters/pace.ts';
import { createLine } from '../../adapters/store/line.ts';

/** A clock that moves when it is told to. */
function clock() {
  let time = 1_000;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

describe('a flood', () => {
  const flood = () => createFlood({ burst: 5, everyMs: 1_000, most: 3 });
  const many = (admit: ReturnType<typeof flood>, count: number, at: number) =>
    Array.from({ length: count }, () => admit('a', at));

  test('five at once are heard, the sixth is told so, the others are dropped', () => {
    expect(many(flood(), 100, 0)).toEqual([
      ...Array(5).fill('admitted'),
      'told',
      ...Array(94).fill('dropped'),
    ]);
  });

  test('of one sender takes nothing from another', () => {
    const admit = flood();
    many(admit, 100, 0);
    expect(admit('b', 0)).toBe('admitted');
  });

  test('after it, one a second is heard, and who goes on is told again every five seconds', () => {
    const admit = flood();
    many(admit, 7, 0);
    const twiceASecond = Array.from({ length: 12 }, (_, half) => admit('a', 1_000 + half * 500));
    expect(twiceASecond.filter((admission) => admission === 'admitted')).toHaveLength(6);
    expect(twiceASecond.filter((admission) => admission === 'told')).toHaveLength(1);
  });

  test('is no flood that was written over ten minutes and arrives at once', () => {
    const admit = flood();
    expect(Array.from({ length: 600 }, (_, second) => admit('a', second * 1_000))).not.toContain('dropped');
  });

  test('never lets more through than burst and rate allow, whatever the order of the times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20_000 }), { minLength: 1, maxLength: 200 }), (times) => {
        const admit = flood();
        const admitted = times.filter((at) => admit('a', at) === 'admitted').length;
        expect(admitted).toBeLessThanOrEqual(
          5 + Math.ceil((Math.max(...times) - Math.min(...times)) / 1_000),
        );
      }),
    );
  });

  test('remembers so many senders; whoever was quiet longest is forgotten', () => {
    const admit = flood();
    many(admit, 6, 0);
    for (const who of ['b', 'c', 'd']) admit(who, 0);
    expect(admit('a', 0)).toBe('admitted');
  });
});

describe('a pace', () => {
  test('lets no more through in any second than allowed, and half a second of it at once', () => {
    const time = clock();
    const pace = createPace(30, time.now);
    let sent = 0;
    for (let tick = 0; tick < 1_000; tick += 10) {
      const free = pace.free();
      pace.spend(free);
      sent += free;
      time.pass(10);
    }
    expect(sent).toBeGreaterThanOrEqual(43);
    expect(sent).toBeLessThanOrEqual(45);
  });

  test('rests when the platform says so, and says for how long', () => {
    const time = clock();
    const pace = createPace(30, time.now);
    pace.pause(5_000);
    pace.pause(1_000);
    expect([pace.free(), pace.wait()]).toEqual([0, 5_000]);
    time.pass(5_000);
    expect(pace.free()).toBe(15);
  });
});

describe('a breaker', () => {
  test('opens after five failures in a row, lets one try every ten seconds, closes on success', () => {
    const time = clock();
    const breaker = createBreaker(time.now);
    for (let count = 0; count < 4; count += 1) breaker.failed();
    breaker.succeeded();
    for (let count = 0; count < 5; count += 1) {
      expect(breaker.allows()).toBe(true);
      breaker.failed();
    }
    expect([breaker.isOpen(), breaker.allows()]).toEqual([true, false]);
    time.pass(10_000);
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.failed();
    time.pass(9_999);
    expect(breaker.allows()).toBe(false);
    time.pass(1);
    expect(breaker.allows()).toBe(true);
    breaker.succeeded();
    expect([breaker.isOpen(), breaker.allows()]).toEqual([false, true]);
  });

  test('lets another one try when the one that might was not made', () => {
    const time = clock();
    const breaker = createBreaker(time.now);
    for (let count = 0; count < 5; count += 1) breaker.failed();
    time.pass(10_000);
    expect(breaker.allows()).toBe(true);
    breaker.unused();
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  });
});

describe('a line', () => {
  test('hands a conversation to one taker at a time, in the order of arrival', () => {
    const line = createLine(clock().now);
    for (const who of ['a', 'b', 'a', 'c']) line.add(who);
    expect(line.take(2)).toEqual(['a', 'b']);
    line.add('a');
    expect(line.take(5)).toEqual(['c']);
    line.release('a', true);
    line.release('b', false);
    expect([line.take(5), line.take(5)]).toEqual([['a'], []]);
  });

  test('lets the postponed wait, and nobody bring them forward', () => {
    const time = clock();
    const line = createLine(time.now);
    line.add('a');
    line.take(1);
    line.postpone('a', 500);
    line.add('a');
    expect(line.take(1)).toEqual([]);
    time.pass(500);
    expect(line.take(1)).toEqual(['a']);
  });
});
