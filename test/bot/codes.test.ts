import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ASPECTS,
  checkCatalogue,
  decode,
  encode,
  GENDERS,
  LIKINGS,
  LOCALES,
  MAX_CODE_BYTES,
  newConversation,
  REASONS,
  takeTurn,
} from '../../bot/index.ts';
import { markOf } from '../../bot/mark.ts';
import { factsOf } from '../../bot/steps/case.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const { services, sectors, facts, places, officeKinds } = knowledge.catalogue;

describe('codes of buttons, links and posters', () => {
  const actions = [
    ...services.flatMap(({ id }) => [
      { kind: 'service', service: id } as const,
      ...ASPECTS.map((aspect) => ({ kind: 'service', service: id, aspect }) as const),
    ]),
    ...sectors.flatMap(({ id }) => [0, 1, 7].map((page) => ({ kind: 'sector', sector: id, page }) as const)),
    ...services.flatMap((service) =>
      facts
        .filter(({ id }) => factsOf(service).has(id))
        .flatMap((fact) =>
          fact.type === 'choice'
            ? fact.values.map(
                (value) => ({ kind: 'fact', service: service.id, fact: fact.id, value: value.id }) as const,
              )
            : [],
        ),
    ),
    ...places.map(({ code }) => ({ kind: 'place', place: code }) as const),
    ...LOCALES.map((locale) => ({ kind: 'locale', locale }) as const),
    ...services.map(({ id }) => ({ kind: 'rating', part: 'service', value: id }) as const),
    ...officeKinds.flatMap(({ id }) => [
      { kind: 'rating', part: 'office', value: id } as const,
      { kind: 'rating', part: 'place', value: 'other', office: id } as const,
      ...[...LIKINGS, ...REASONS, ...GENDERS].flatMap((value) => {
        const answer = { kind: 'rating', part: 'reason', value, office: id, place: '0203' } as const;
        return [answer, ...services.map((service) => ({ ...answer, mark: markOf(service.id) }))];
      }),
    ]),
    ...services.flatMap(({ id }) => [
      { kind: 'rating', part: 'office', value: 'district-owso', mark: markOf(id) } as const,
      { kind: 'rating', part: 'place', value: '02', office: 'district-owso', mark: markOf(id) } as const,
      ...officeKinds.map(
        (office) => ({ kind: 'complaint', office: office.id, place: '0203', mark: markOf(id) }) as const,
      ),
    ]),
    ...(
      [
        'menu',
        'help',
        'language',
        'office',
        'ask-place',
        'report',
        'complaint',
        'rate',
        'stop-rating',
        'forget',
      ] as const
    ).map((kind) => ({ kind })),
  ];

  test('every action comes back as it was, in at most 64 bytes of A-Za-z0-9_-', () => {
    for (const action of actions) {
      const code = encode(action);
      expect(code).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(code.length, code).toBeLessThanOrEqual(MAX_CODE_BYTES);
      expect(decode(code)).toEqual(action);
    }
  });

  test('what lies on buttons of messages that were sent is still read, and marks are made as ever', () => {
    expect(decode('r--liking--like--district-owso--0204')).toEqual({
      kind: 'rating',
      part: 'liking',
      value: 'like',
      office: 'district-owso',
      place: '0204',
    });
    expect(decode('r--office--tax-branch--_jszjc4')).toEqual({
      kind: 'rating',
      part: 'office',
      value: 'tax-branch',
      mark: 'jszjc4',
    });
    expect(markOf('barber-shop-licence')).toBe('jszjc4');
  });

  test('an office with the longest id that is allowed has buttons that are read, another letter has not', () => {
    const check = (letters: number) => {
      const [kind] = officeKinds;
      const office = { ...kind!, id: 'o'.repeat(letters) };
      const others = { ...knowledge.catalogue, officeKinds: [office, ...officeKinds] };
      return checkCatalogue(others, () => 'x.yaml', '2026-11-20').filter(({ path }) => path[0] === 'kinds');
    };
    const codes = (letters: number) =>
      [...LIKINGS.map((value) => ['liking', value]), ...REASONS.map((value) => ['reason', value])].map(
        ([part, value]) => `r--${part}--${value}--${'o'.repeat(letters)}--0203--_1z141z3`,
      );
    expect(check(25)).toEqual([]);
    expect(codes(25).map(decode)).not.toContain(undefined);
    expect(check(26)).toMatchObject([{ severity: 'error', fix: 'o'.repeat(25) }]);
    expect(codes(26).map(decode)).toContain(undefined);
  });

  test('a bare service id opens the service', () => {
    expect(decode('passport')).toEqual({ kind: 'service', service: 'passport' });
  });

  test('whatever comes back as a code is answered, never with an error (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[a-z]--[a-z0-9_-]{0,60}$/),
          fc.stringMatching(/^(r--(liking|reason|gender|place|office|service)|complaint)--[a-z0-9_-]{1,40}$/),
        ),
        fc.constantFrom('press', 'arrive'),
        (code, kind) => {
          const turn = takeTurn(
            knowledge,
            newConversation(),
            { kind, code } as { kind: 'press'; code: string },
            '2026-11-20',
          );
          expect(turn.replies.length).toBeGreaterThan(0);
          expect(turn.replies.every(({ text }) => text.trim() !== '')).toBe(true);
        },
      ),
    );
  });
});
