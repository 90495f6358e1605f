import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Conversation, LOCALES, newConversation, takeTurn, type Utterance } from '../../bot/index.ts';
import { scrub } from '../../bot/scrub.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const TODAY = '2026-11-20';

const utterance: fc.Arbitrary<Utterance> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        '1',
        '២',
        'how much is a passport?',
        'ចុះឯកសារ?',
        'តម្លៃប៉ុន្មាន',
        'menu',
        'forget me',
        'ការិយាល័យនៅណា',
        'bat ban berkbor',
        '300 m2',
        'car',
      ),
    ),
  }),
  fc.record({
    kind: fc.constant('press' as const),
    code: fc.constantFrom(
      'menu',
      's--passport',
      'c--identity',
      'v--driving-licence-renewal--vehicle--car',
      'l--en',
      'p--0203',
      'office',
      'rate',
      'stop-rating',
      'r--service--barber-shop-licence',
      'r--office--district-owso',
      'r--place--0203--district-owso',
      'r--liking--like--district-owso--0203',
      'r--reason--staff--district-owso--0203',
      'r--gender--none--district-owso--0203',
      'complaint',
      'nothing',
    ),
  }),
  fc.constant({ kind: 'unreadable' as const }),
  fc.constant({ kind: 'arrive' as const }),
);

describe('a turn', () => {
  test('any conversation goes on: no error, no empty reply, the same again for the same (property)', () => {
    fc.assert(
      fc.property(fc.array(utterance, { maxLength: 8 }), (utterances) => {
        let conversation: Conversation = newConversation();
        for (const one of utterances) {
          const turn = takeTurn(knowledge, conversation, one, TODAY);
          expect(turn).toEqual(takeTurn(knowledge, conversation, one, TODAY));
          if (one.kind !== 'unreadable') expect(turn.replies.length).toBeGreaterThan(0);
          for (const { text, choices } of turn.replies) {
            expect(text.trim()).not.toBe('');
            expect(text).not.toMatch(/\{\{|undefined|NaN|\[object/);
            expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
          }
          conversation = JSON.parse(JSON.stringify(turn.conversation));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('every service answers every aspect in both languages', () => {
    for (const { id } of knowledge.catalogue.services)
      for (const locale of LOCALES)
        for (const aspect of [
          '',
          '--fee',
          '--documents',
          '--time',
          '--where',
          '--validity',
          '--steps',
          '--legal',
        ]) {
          const turn = takeTurn(
            knowledge,
            newConversation(locale),
            { kind: 'press', code: `s--${id}${aspect}` },
            TODAY,
          );
          expect(turn.outcome, `${id}${aspect}`).toMatchObject({ kind: 'answered', service: id });
          expect(turn.replies.at(-1)?.text).not.toMatch(/\{\{|undefined|NaN|\[object/);
          if (locale === 'en')
            expect(turn.replies.at(-1)?.text, `${id}${aspect}`).not.toMatch(/\p{Script=Khmer}/u);
        }
  });

  test('two misses in a row are answered differently, and both offer a way on', () => {
    const first = takeTurn(
      knowledge,
      newConversation('en'),
      { kind: 'text', text: 'will it rain tomorrow' },
      TODAY,
    );
    const second = takeTurn(
      knowledge,
      first.conversation,
      { kind: 'text', text: 'will it rain tomorrow' },
      TODAY,
    );
    expect(first.outcome.kind).toBe('unanswered');
    expect(second.replies.at(-1)?.text).not.toBe(first.replies.at(-1)?.text);
    expect(second.replies.at(-1)?.choices.length).toBeGreaterThan(3);
  });
});

describe('what is kept of a text', () => {
  test.each([
    ['call me 012 345 678', 'call me [number]'],
    ['ទូរស័ព្ទ ០១២៣៤៥៦៧៨', 'ទូរស័ព្ទ [number]'],
    ['+855 12 345 678 please', '[number] please'],
    ['my id 110123456 lost', 'my id [number] lost'],
    ['write to a.b@example.org', 'write to [mail]'],
    ['see https://example.org/x?y=1', 'see [link]'],
    ['ask @somebody_1', 'ask [name]'],
    ['the fee was 25,000 riel on 2026-11-20', 'the fee was 25,000 riel on 2026-11-20'],
    ['1,000,000 riel', '1,000,000 riel'],
    ['30 000 000 riel', '30 000 000 riel'],
    ['012/345/678', '[number]'],
    ['012 - 345 - 678', '[number]'],
    ['０１２３４５６７８', '[number]'],
    ['12.345.6789', '[number]'],
    ['012_345_678 or 012·345·678', '[number] or [number]'],
    ['012\u00ad345\u00ad678, 0\ufe0f\u20e31\ufe0f\u20e32345678', '[number]'],
    ['เบอร์ ๐๑๒๓๔๕๖๗๘', 'เบอร์ [number]'],
    ['855.012.345.678', '[number]'],
    ['ask sokha@gmail', 'ask [name]'],
    ['ខ្ញុំ@sokha_chan', 'ខ្ញុំ[name]'],
    ['sokha (at) gmail [dot] com', '[mail]'],
    ['sokha at gmail dot com', '[mail]'],
    ['sokha @ gmail . com', '[mail]'],
    ['t.me/sokha and facebook.com/sokha.chan', '[link] and [link]'],
    ['10,000 riel, 20,000 riel; from 10,000 to 20,000', '10,000 riel, 20,000 riel; from 10,000 to 20,000'],
    ['10,000-20,000 riel', '10,000-20,000 riel'],
    ['open 08:00-17:00', 'open 08:00-17:00'],
    ['between 2026-11-20 - 2026-11-22', 'between 2026-11-20 - 2026-11-22'],
    ['012\u200b345\u200b678', '[number]'],
    ['call 012...345....678', 'call [number]'],
    ['012\n\n\n\n345678', '[number]'],
    ['012 (mobile) .....', '012 (mobile) .....'],
    ['010 - - - 12 .......... 34 56', '[number]'],
    ['85 512 345 678 riel', '[number] riel'],
    ['85,512,345,678 riel', '[number] riel'],
    ['855 000 riel or 855,000', '855 000 riel or 855,000'],
    ['fee ...... 25,000\n\n\n\n30,000 riel', 'fee ...... 25,000\n\n\n\n30,000 riel'],
    ['2026-11-20 ..... 08:00 ---- 17:00', '2026-11-20 ..... 08:00 ---- 17:00'],
    ['12/11/2026\n\n\n\n1,250,000', '12/11/2026\n\n\n\n1,250,000'],
    ['sokha  at  gmail\ndot com, sokha(at)gmail dot com', '[mail], [mail]'],
    ['be at the office dot', 'be at the office dot'],
    ['sokha.telegram.app/xy', '[link]'],
    ['ហ្វេសប៊ុកsokha.comបាទ', 'ហ្វេសប៊ុក[link]បាទ'],
    ['it.appears so', 'it.appears so'],
    [`${'x'.repeat(495)} 012345678`, `${'x'.repeat(495)} [num`],
    [`${'x'.repeat(499)}😀`, 'x'.repeat(499)],
  ])('%s', (text, kept) => expect(scrub(text)).toBe(kept));
});
