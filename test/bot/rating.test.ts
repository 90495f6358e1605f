import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOf } from '../../adapters/records.ts';
import {
  type Conversation,
  GENDERS,
  LIKINGS,
  LOCALES,
  newConversation,
  REASONS,
  type Turn,
  type TurnRecord,
  takeTurn,
  type Utterance,
} from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const { services, officeKinds, places } = knowledge.catalogue;
const TODAY = '2026-11-20';
const take = (conversation: Conversation, utterance: Utterance): Turn =>
  takeTurn(knowledge, conversation, utterance, TODAY);
const press = (code: string): Utterance => ({ kind: 'press', code });
const says = (text: string): Utterance => ({ kind: 'text', text });
const ratings = (records: readonly TurnRecord[]) => records.filter((record) => record.kind === 'rating');
const prompts = ({ records }: Turn) =>
  records.filter((record) => record.kind === 'occurrence' && record.what === 'prompt');
const asksUse = ({ replies }: Turn) =>
  replies.flatMap(({ choices }) => choices).filter(({ code }) => code.startsWith('r--service--'));

/** Takes turns one after the other. */
function talk(utterances: readonly Utterance[], start = newConversation('en')): readonly Turn[] {
  const turns: Turn[] = [];
  for (const one of utterances) turns.push(take(turns.at(-1)?.conversation ?? start, one));
  return turns;
}
const last = (...given: Parameters<typeof talk>) => talk(...given).at(-1)!;

describe('the question whether a service was used', () => {
  test('stands before the menu, is counted, and comes once for each service', () => {
    const [first, again, other, back] = talk([
      press('s--barber-shop-licence--fee'),
      press('s--barber-shop-licence'),
      press('s--property-tax--documents'),
      press('s--barber-shop-licence--where'),
    ]) as [Turn, Turn, Turn, Turn];
    expect(
      first.replies
        .at(-1)
        ?.choices.slice(-2)
        .map(({ code }) => code),
    ).toEqual(['r--service--barber-shop-licence', 'menu']);
    expect(prompts(first)).toEqual([{ kind: 'occurrence', what: 'prompt', service: 'barber-shop-licence' }]);
    expect([asksUse(again), asksUse(back), prompts(again), prompts(back)]).toEqual([[], [], [], []]);
    expect(prompts(other)).toMatchObject([{ service: 'property-tax' }]);
  });

  test.each([
    ['what cannot be acted on', 's--passport--legal'],
    ['how long a paper is valid', 's--passport--validity'],
    ['the bot asks something itself', 's--passport--fee'],
    ['the service is given online', 's--company-registration-online'],
    ['nobody knows which office gives the service', 's--civil-status-certificate'],
  ])('does not stand where %s', (_, code) => {
    const turn = last([press(code)]);
    expect(turn.outcome.kind).toBe('answered');
    expect([asksUse(turn), prompts(turn)]).toEqual([[], []]);
  });

  test('does not stand under the official fee beside a complaint', () => {
    const turn = last([says('the police took 30000 riel from me for the family book, where do I report it')]);
    expect(turn.outcome).toMatchObject({ intent: 'complaint' });
    expect(asksUse(turn)).toEqual([]);
  });

  test('of two questions in one message, the last is asked about', () => {
    const turn = last([says('papers for a barber shop licence and how long does property tax take?')]);
    expect(asksUse(turn)).toHaveLength(prompts(turn).length);
    expect(prompts(turn).length).toBeLessThanOrEqual(1);
  });

  test('fits beside all other choices of an answer in Messenger’s 13 quick replies', () => {
    for (const { id } of services)
      for (const locale of LOCALES)
        for (const aspect of ['', '--fee', '--documents', '--time', '--where', '--steps']) {
          const turn = take(newConversation(locale), press(`s--${id}${aspect}`));
          for (const { choices } of turn.replies) expect(choices.length).toBeLessThanOrEqual(13);
          for (const { label } of asksUse(turn)) expect(label.length).toBeLessThanOrEqual(20);
        }
  });
});

describe('a question of a rating', () => {
  const asked = [press('r--service--museum-ticket')];
  const said = ({ records }: Turn) => ratings(records).map(({ liking }) => liking);

  test.each([
    ['like', ['like', 'I like it', 'good', 'very good, fast and friendly', 'ល្អ', 'ពេញចិត្តណាស់', 'laor nas']],
    ['acceptable', ['it was ok', 'so so', 'not bad', 'slow but ok', 'ល្មម', 'មិនអាក្រក់ទេ', 'tomada']],
    [
      'dislike',
      [
        'dislike',
        'bad',
        'not good',
        'very bad',
        "I didn't like it, too slow",
        'មិនល្អ',
        'អាក្រក់',
        'មិនពេញចិត្ត',
        'មិនសូវល្អទេ យឺតណាស់',
        'ot laor te',
      ],
    ],
  ])('hears %s in ordinary words', (liking, texts) => {
    for (const text of texts) expect(said(last([...asked, says(text)])), text).toEqual([liking]);
  });

  test.each([
    'corrupt',
    'slow',
    'fast',
    'good but slow',
    'not really a good one',
    'good and bad',
    'យឺតណាស់',
    'ល្អឬអាក្រក់',
    'xyzzy',
  ])('is asked again after "%s", and nothing is kept', (text) => {
    const { conversation, records, replies } = last([...asked, says(text)]);
    expect(records.filter(({ kind }) => kind !== 'text' && kind !== 'answer')).toEqual([]);
    expect(replies.at(-1)?.choices.map(({ code }) => code.split('--')[2])).toEqual([...LIKINGS, undefined]);
    expect(said(last([says('bad')], conversation))).toEqual(['dislike']);
  });

  test.each([
    'how much is a passport',
    'is there a good passport office?',
    'ធ្វើលិខិតឆ្លងដែនល្អអស់ប៉ុន្មាន',
    'menu',
    'I want to complain',
  ])('is left by "%s"', (text) => {
    const { conversation, records } = last([...asked, says(text)]);
    expect(conversation.rating).toBeUndefined();
    expect(ratings(records)).toEqual([]);
  });

  test('for reasons takes several at once, and more; what is already chosen stays', () => {
    const turns = talk([
      ...asked,
      says('bad'),
      says('price and staff'),
      says('the staff, and I waited'),
      says('blah'),
      says('done'),
    ]);
    expect(turns.slice(2).flatMap(({ records }) => ratings(records).map(({ reasons }) => reasons))).toEqual([
      ['price', 'staff'],
      ['price', 'waiting', 'staff'],
      ['price', 'waiting', 'staff'],
    ]);
    expect(turns.at(-1)?.conversation.awaited).toEqual({ kind: 'rating', part: 'gender' });
  });

  test('for reasons ends by a word that forgets nothing', () => {
    const turn = last([...asked, says('bad'), says('everything')]);
    expect(turn.forgets).toBe(false);
    expect(ratings(turn.records)).toMatchObject([{ reasons: ['other'] }]);
    expect(last([...asked, says('bad'), says('forget everything')]).forgets).toBe(true);
  });

  test.each([
    ['female', ['woman', 'I am a woman', 'ស្រី', 'ខ្ញុំជាស្ត្រី', 'srey']],
    ['male', ['male', 'man', 'ប្រុស', 'bros']],
    ['other', ['other', 'ភេទទីបី']],
    [undefined, ['rather not', 'no', 'skip', 'មិនប្រាប់ទេ', 'ទេ']],
  ])('for the gender hears %s', (gender, texts) => {
    for (const text of texts) {
      const { conversation, records } = last([...asked, says('bad'), says('done'), says(text)]);
      expect(ratings(records)[0]?.gender, text).toBe(gender);
      expect(conversation.rating, text).toBeUndefined();
    }
  });

  test('is still open after a sticker and after a number beyond the last', () => {
    const between = [{ kind: 'unreadable' } as const, says('99')];
    expect(said(last([...asked, ...between, says('not good')]))).toEqual(['dislike']);
  });
});

describe('a rating', () => {
  const OFFICE = 'district-owso--0204';
  const begun = [press('s--barber-shop-licence'), press('r--service--barber-shop-licence'), says('Bavel')];

  test('is kept as soon as a liking is said, and again with everything that follows', () => {
    const turns = talk([
      ...begun,
      press(`r--liking--dislike--${OFFICE}`),
      press(`r--reason--staff--${OFFICE}`),
      press(`r--reason--price--${OFFICE}`),
      press(`r--reason--done--${OFFICE}`),
      press(`r--gender--female--${OFFICE}`),
    ]);
    const kept = turns.map(({ records }) => ratings(records));
    const rating = {
      kind: 'rating',
      office: 'district-owso',
      place: '0204',
      service: 'barber-shop-licence',
      liking: 'dislike',
      prompted: true,
      day: TODAY,
    };
    expect(kept.slice(0, 3)).toEqual([[], [], []]);
    expect(kept[3]).toEqual([{ ...rating, reasons: [] }]);
    expect(kept[4]).toEqual([{ ...rating, reasons: ['staff'] }]);
    expect(kept[5]).toEqual([{ ...rating, reasons: ['price', 'staff'] }]);
    expect(kept[7]).toEqual([{ ...rating, reasons: ['price', 'staff'], gender: 'female' }]);
    expect(turns.at(-1)?.conversation).toMatchObject({ gender: 'female', service: 'barber-shop-licence' });
    expect(turns.at(-1)?.conversation.rating).toBeUndefined();
  });

  test('is left by any question, which is answered; what was said so far has been kept', () => {
    const left = last([
      ...begun,
      press(`r--liking--like--${OFFICE}`),
      says('how much is a barber shop licence?'),
    ]);
    expect(left.outcome).toMatchObject({ kind: 'answered', service: 'barber-shop-licence' });
    expect(left.conversation.rating).toBeUndefined();
    expect(ratings(left.records)).toEqual([]);
  });

  test('left in the middle says before the answer that what was said counts, and only then', () => {
    const left = (utterances: readonly Utterance[]) =>
      last(utterances).replies.findIndex(({ text }) => text.startsWith('What you said of the office'));
    const liked = [...begun, press(`r--liking--like--${OFFICE}`)];
    for (const one of [says('how much is a passport'), says('hello'), press('menu'), press('s--passport')])
      expect([left([...liked, one]), left([...begun, one])]).toEqual([0, -1]);
    for (const one of [press('stop-rating'), press('rate'), press('forget'), says('99'), says('xyzzy')])
      expect(left([...liked, one])).toBe(-1);
    expect(left([...liked, { kind: 'unreadable' }])).toBe(-1);
    expect(left([...liked, press('menu'), press('menu')])).toBe(-1);
    const inKhmer = last([...liked, press('l--km')]).replies[0]?.text;
    expect(inKhmer).toContain('ត្រូវបានរាប់');
  });

  test('is not left by a sticker, nor by a number beyond the last choice', () => {
    const liked = [...begun, press(`r--liking--like--${OFFICE}`)];
    for (const one of [{ kind: 'unreadable' } as const, says('99')]) {
      const reasons = ratings(last([...liked, one, press(`r--reason--staff--${OFFICE}`)]).records);
      expect(reasons).toMatchObject([{ reasons: ['staff'] }]);
    }
  });

  test('is of the district where one’s location is, and of the province where only that is known', () => {
    const there = { kind: 'location', latitude: 13.07, longitude: 103.25 } as const;
    expect(last([...begun.slice(0, 2), there]).conversation.rating?.place).toBe('0208');
    const far = { kind: 'location', latitude: 48.8, longitude: 2.3 } as const;
    const then = last([...begun.slice(0, 2), far, says('Bavel')]);
    expect(then.conversation.rating?.place).toBe('0204');
    const province = [...begun.slice(0, 2), says('Battambang'), says('I do not know')];
    expect(last(province).conversation.rating?.place).toBe('02');
  });

  test('of a province’s office has the province, however exact the place was told', () => {
    const { conversation } = last([press('rate'), press('r--office--provincial-owsu'), says('Bavel')]);
    expect(conversation).toMatchObject({ rating: { place: '02' }, place: '0204' });
  });

  test('of a ministry needs no place', () => {
    const { conversation } = last([press('r--service--museum-ticket')]);
    expect(conversation.rating).toMatchObject({ office: 'mcfa', place: '00' });
  });

  test('of what was made there is about that service, and of its office', () => {
    const named = last([press('s--barber-shop-licence'), says('vay tamlai kanleng tver passport')]);
    expect(named.outcome).toMatchObject({ kind: 'intent', intent: 'rate' });
    expect(named.conversation.rating).toMatchObject({ service: 'passport', office: 'passport-department' });
  });

  test('of another office than the service’s is not about the service', () => {
    const { conversation } = last([press('s--passport'), press('rate'), press('r--office--district-owso')]);
    expect(conversation.rating).toEqual({ office: 'district-owso', reasons: [], prompted: false });
  });

  test('is of the service under whose answer its button stands, whatever was asked and rated since', () => {
    const walk = [
      press('s--certified-copy'),
      press('r--service--certified-copy'),
      says('2'),
      says('Battambang'),
      says('I do not know'),
      says('1'),
      says('Skip'),
    ];
    const buttons = talk(walk)
      .flatMap(({ replies }) => replies.flatMap(({ choices }) => choices.map((choice) => choice.code)))
      .filter((one) => one.startsWith('r--'));
    const parts = buttons.map((one) => one.split('--')[1]);
    expect(new Set(parts)).toEqual(new Set(['service', 'office', 'place', 'liking', 'reason', 'gender']));
    const since = [
      [press('s--barber-shop-licence')],
      [press('s--barber-shop-licence'), press('r--service--barber-shop-licence'), says('Bavel')],
      [press('rate'), press('r--office--district-owso'), says('Bavel')],
    ];
    for (const one of buttons)
      for (const between of since) {
        const { conversation, records } = last([...between, press(one)]);
        expect(conversation.rating, one).toMatchObject({ service: 'certified-copy' });
        expect(ratings(records)).toEqual([]);
      }
  });

  test('of another service at the same office is not changed by an old button', () => {
    const [old] = last([press('r--service--massage-licence'), says('Bavel')]).replies[0]!.choices;
    const { conversation, records } = last([...begun, press(old!.code)]);
    expect(conversation.rating).toMatchObject({ service: 'massage-licence', place: '0204' });
    expect(ratings(records)).toEqual([]);
  });

  test('goes on by buttons of before services stood on them', () => {
    const turns = talk([...begun, press(`r--liking--like--${OFFICE}`), press(`r--reason--staff--${OFFICE}`)]);
    expect(ratings(turns.at(-1)!.records)).toMatchObject([
      { service: 'barber-shop-licence', reasons: ['staff'] },
    ]);
    const anew = last([press(`r--liking--like--${OFFICE}`)]);
    expect(anew.conversation.rating).toEqual({
      office: 'district-owso',
      place: '0204',
      reasons: [],
      prompted: false,
    });
  });

  test('is the one of the day on which it was begun, whenever something is added', () => {
    const liked = last([...begun, press(`r--liking--like--${OFFICE}`)]);
    expect(ratings(liked.records)).toMatchObject([{ day: TODAY }]);
    const on = (day: string, { conversation }: Turn, code: string) =>
      takeTurn(knowledge, conversation, press(code), day);
    const why = on('2026-11-21', liked, `r--reason--staff--${OFFICE}`);
    const other = on('2026-11-22', why, `r--liking--dislike--${OFFICE}`);
    const done = on('2026-11-22', other, `r--reason--done--${OFFICE}`);
    for (const { records } of [why, other, done]) expect(ratings(records)).toMatchObject([{ day: TODAY }]);
    // Another one of the same office is of its own day.
    const thanked = on('2026-11-22', done, `r--gender--none--${OFFICE}`);
    const again = on('2026-11-22', thanked, `r--liking--like--${OFFICE}`);
    const anew = on('2026-11-22', again, `r--liking--like--${OFFICE}`);
    expect(ratings(anew.records)).toMatchObject([{ day: '2026-11-22' }]);
  });

  test('that is remembered from before its day was goes on from today', () => {
    const { conversation } = last([...begun, press(`r--liking--like--${OFFICE}`)]);
    const { day: _day, ...rating } = conversation.rating!;
    const why = last([press(`r--reason--staff--${OFFICE}`)], { ...conversation, rating });
    expect(ratings(why.records)).toMatchObject([{ day: TODAY, liking: 'like', reasons: ['staff'] }]);
    expect(why.conversation.rating?.day).toBe(TODAY);
  });

  test('asks for the gender once, told or not', () => {
    const rate = (liking: string) => [
      press(`r--liking--${liking}--${OFFICE}`),
      press(`r--reason--done--${OFFICE}`),
    ];
    const first = talk([...begun, ...rate('like'), press(`r--gender--none--${OFFICE}`)]);
    expect(first.at(-2)?.replies[0]?.choices).toHaveLength(5);
    const second = last(
      [
        press('rate'),
        press('r--office--district-owso'),
        press('r--place--0204--district-owso'),
        ...rate('dislike'),
      ],
      first.at(-1)!.conversation,
    );
    expect(second.conversation.rating).toBeUndefined();
    expect(second.replies[0]?.choices.map(({ code }) => code)).toEqual([
      'complaint--district-owso--0204--_jszjc4',
      'menu',
    ]);
  });

  test('leads whoever disliked it to a complaint about that office, counted with the service', () => {
    const thanked = last([
      ...begun,
      press(`r--liking--dislike--${OFFICE}`),
      press(`r--reason--done--${OFFICE}`),
      press(`r--gender--none--${OFFICE}`),
    ]);
    const { code } = thanked.replies[0]!.choices[0]!;
    for (const between of [
      [],
      [press('s--property-tax')],
      [press('rate'), press('r--office--commune-hall')],
    ]) {
      const { replies, records, outcome } = last([...between, press(code)], thanked.conversation);
      expect(outcome).toMatchObject({ kind: 'intent', intent: 'complaint' });
      expect(replies.map(({ title }) => title)).toEqual([
        "Men's barber shop licence (2 to 4 chairs)",
        'One Window Service Office of the district: Bavel, Battambang',
      ]);
      expect(replies[1]?.choices.map((choice) => choice.code)).toEqual([
        's--barber-shop-licence--fee',
        'p--0204',
      ]);
      expect(records).toEqual([{ kind: 'occurrence', what: 'complaint', service: 'barber-shop-licence' }]);
    }
  });

  test.each([
    'complaint',
    'complaint--no-such-office--0204--_zzz',
    'complaint--bank--00',
    'complaint--district-owso--9999',
  ])('leads to a complaint about nothing by %s', (code) => {
    const { replies, records } = last([press(code)]);
    expect(replies.at(-1)?.title).toBeUndefined();
    expect(records).toEqual([{ kind: 'occurrence', what: 'complaint' }]);
  });

  test('offers the likings in the same order always, without a smile, and can be stopped at every step', () => {
    for (const { id } of services)
      for (const locale of LOCALES) {
        let turn = take(newConversation(locale), press(`r--service--${id}`));
        for (let step = 0; step < 4 && turn.conversation.rating; step += 1) {
          const { choices } = turn.replies.at(-1)!;
          expect(choices.at(-1)?.code).toBe('stop-rating');
          for (const { label } of choices) expect(label).not.toMatch(/\p{Emoji_Presentation}/u);
          const likings = choices.filter(({ code }) => code.startsWith('r--liking'));
          if (likings.length > 0)
            expect(likings.map(({ code }) => code.split('--')[2])).toEqual([...LIKINGS]);
          turn = take(
            turn.conversation,
            likings[0] ? press(likings[0].code) : says(step < 1 ? '1' : 'Bavel'),
          );
        }
      }
  });
});

/** Everything that can be pressed or typed while a rating is given, of two offices and more. */
const kinds = officeKinds.map(({ id }) => id);
const placeCodes = ['0204', '0208', '02', '00', ...places.slice(0, 3).map(({ code }) => code)];
const code = fc.oneof(
  fc.constantFrom(
    'rate',
    'stop-rating',
    'menu',
    'l--en',
    'complaint',
    'complaint--district-owso--0204--_jszjc4',
    's--barber-shop-licence',
    'forget',
  ),
  fc
    .constantFrom('barber-shop-licence', 'passport', 'id-card-first', 'museum-ticket')
    .map((id) => `r--service--${id}`),
  fc.constantFrom(...kinds).map((id) => `r--office--${id}`),
  fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom(...placeCodes, 'other'))
    .map(([kind, place]) => `r--place--${place}--${kind}`),
  fc
    .tuple(
      fc.constantFrom(
        ...LIKINGS.map((one) => `liking--${one}`),
        ...[...REASONS, 'done'].map((one) => `reason--${one}`),
        ...[...GENDERS, 'none'].map((one) => `gender--${one}`),
      ),
      fc.constantFrom('district-owso', 'provincial-owsu', 'commune-hall', 'mcfa', 'bank'),
      fc.constantFrom(...placeCodes),
    )
    .map(([answer, kind, place]) => `r--${answer}--${kind}--${place}`),
);
/** Half of them choose what is offered, so that most ratings come to an end. */
const doing = fc.oneof(
  { weight: 2, arbitrary: fc.nat(8).map((number) => says(String(number))) },
  { weight: 2, arbitrary: code.map(press) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('Bavel', 'បាត់ដំបង', 'satisfied', 'Done', 'rate', 'bad', 'slow', 'staff')
      .map(says),
  },
);

test('whatever is pressed in whatever order: no error, and nothing is kept without office, place and liking (property)', () => {
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 14 }), (utterances) => {
      for (const { records, replies } of talk(utterances)) {
        expect(replies.every(({ text }) => text.trim() !== '')).toBe(true);
        for (const { office, place, liking, reasons } of ratings(records)) {
          const kind = officeKinds.find(({ id }) => id === office)!;
          expect(kind.rated).not.toBe(false);
          expect(place === '00').toBe(kind.level === 'national');
          if (kind.level === 'province') expect(place).toHaveLength(2);
          expect(place === '00' || places.some((one) => one.code === place)).toBe(true);
          expect(LIKINGS).toContain(liking);
          expect(REASONS.filter((reason) => reasons.includes(reason))).toEqual(reasons);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('all that is kept of one rating on one day is one row (property)', () => {
  const around = {
    at: 0,
    day: TODAY,
    channel: 'web',
    locale: 'en',
    place: undefined,
    entry: undefined,
    gender: undefined,
    catalogueVersion: 'v',
    isTest: false,
    visitor: 'somebody',
  } as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...LIKINGS),
      fc.array(fc.constantFrom(...REASONS), { maxLength: 6 }),
      fc.constantFrom(...GENDERS, 'none'),
      (liking, reasons, gender) => {
        const about = (part: string, value: string) => press(`r--${part}--${value}--district-owso--0204`);
        const turns = talk([
          press('r--service--barber-shop-licence'),
          says('Bavel'),
          about('liking', liking),
          ...reasons.map((reason) => about('reason', reason)),
          about('reason', 'done'),
          about('gender', gender),
        ]);
        const rows = turns
          .flatMap(({ records }) => ratings(records))
          .map((record) => rowOf(record, around).row);
        expect(new Set(rows.map((row) => ('id' in row ? row.id : '')))).toEqual(
          new Set([`${TODAY}/somebody/0204/district-owso`]),
        );
        expect(rows.at(-1)).toMatchObject({ liking, gender: gender === 'none' ? null : gender });
      },
    ),
    { numRuns: 60 },
  );
});
