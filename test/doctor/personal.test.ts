import { describe, expect, test } from 'vitest';
import { personalIn, personalInId } from '../../adapters/doctor/personal.ts';
import { SHAPES } from '../../adapters/doctor/shape.ts';
import { scrub } from '../../bot/scrub.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

describe('what tells of a person', () => {
  test.each([
    ['call 012...345....678', 'phone number'],
    ['012\n\n\n\n345678', 'phone number'],
    ['010 - - - 12 .......... 34 56 78', 'phone number'],
    ['110 ..... 123 ..... 456', 'ID number'],
    ['85 512 345 678 riel', 'phone number'],
    ['85,512,345,678', 'phone number'],
    ['john at gmail dot com', 'e-mail address'],
    ['john  at  gmail\ndot com', 'e-mail address'],
    ['john(at)gmail dot com', 'e-mail address'],
    ['sokha.telegram.app/xy', 'link'],
    ['sokha.gov/x', 'link'],
    ['a.info or b.io', 'link'],
  ])('%j: found, and gone once it is scrubbed', (text, what) => {
    expect(personalIn(text)).toEqual([what]);
    expect(personalIn(scrub(text))).toEqual([]);
  });

  test.each([
    'fee ...... 25,000\n\n\n\n30,000 riel',
    '2026-11-20 ..... 08:00 ---- 17:00',
    '12/11/2026\n\n\n\n1,250,000',
    '855 000 riel or 855,000',
    '1 250 000 riel',
    'be at the office dot',
  ])('amounts, dates and times are nobody’s, however far apart: %j', (text) =>
    expect(personalIn(text)).toEqual([]),
  );
});

describe('in ids and entries', () => {
  test.each([
    ['012-345-678', 'phone number'],
    ['0123-4567-8', 'phone number'],
    ['s-0123-4567-89', 'phone number'],
    ['s--passport--012-345-678', 'phone number'],
    ['passport-855-12-345-678', 'phone number'],
    ['110-123-456', 'ID number'],
    ['card-0123-45-2010', 'phone number'],
  ])('%s: %s', (id, what) => expect(personalInId(id)).toEqual([what]));

  test('nothing is found in the ids of the catalogue', () => {
    const { catalogue } = realKnowledge();
    const ids = idsIn(catalogue);
    expect(ids.length).toBeGreaterThan(500);
    expect(ids.filter((id) => personalInId(id).length > 0)).toEqual([]);
    const { services, officeKinds, sectors, aspects } = catalogue;
    const kept = [...services, ...officeKinds, ...sectors].map(({ id }) => id);
    expect(kept.filter((id) => !SHAPES.id(id))).toEqual([]);
    const entries = kept.flatMap((id) => [`s--${id}`, ...aspects.map((aspect) => `s--${id}--${aspect.id}`)]);
    expect(entries.filter((one) => !SHAPES.entry(one) || personalInId(one).length > 0)).toEqual([]);
  });
});

/** Whatever is called an id or is the name of a field, wherever it stands; and codes of places. */
function idsIn(catalogue: object): readonly string[] {
  const ids = new Set<string>();
  JSON.parse(JSON.stringify(catalogue), (name, value) => {
    if (/^[a-z0-9-]+$/.test(name)) ids.add(name);
    if (['id', 'code', 'ref'].includes(name) && typeof value === 'string') ids.add(value);
    return value;
  });
  return [...ids];
}
