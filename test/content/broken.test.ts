import { beforeAll, describe, expect, test } from 'vitest';
import { issueLine } from '../../adapters/content/build.ts';
import { type ContentFile, readContent } from '../../adapters/content/files.ts';
import { checkContent } from '../../adapters/content/load.ts';

const PASSPORT = 'services/identity/passport.yaml';

let files: ContentFile[];
beforeAll(async () => {
  files = await readContent('content');
});

/** The error lines of the real content with one file changed or added. */
function errorsWith(name: string, change: (text: string) => string): string[] {
  const others = files.filter((file) => file.name !== name);
  const text = files.find((file) => file.name === name)?.text ?? '';
  const changed = change(text);
  expect(changed, 'the change must change something').not.toBe(text);
  const { issues, catalogue } = checkContent([...others, { name, text: changed }]);
  const errors = issues.filter(({ severity }) => severity === 'error');
  expect(catalogue === undefined, 'no catalogue comes of broken content').toBe(errors.length > 0);
  return errors.map(issueLine);
}

describe('the content', () => {
  test('has no errors and 77 services', () => {
    const { catalogue, issues } = checkContent(files);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(catalogue?.services).toHaveLength(77);
  });
});

describe('a broken content file is refused with a line that says where and what to do', () => {
  const cases: readonly [string, string, (text: string) => string, RegExp][] = [
    [
      'a wrong key',
      PASSPORT,
      (text) => text.replace('\nsummary:', '\nsumary:'),
      /passport\.yaml:\d+:1 unknown key "sumary".*fix: summary/,
    ],
    [
      'a missing key',
      PASSPORT,
      (text) => text.replace(/^verified: never\n/m, ''),
      /passport\.yaml:.*"verified".*(missing|never)/,
    ],
    [
      'an unknown sector',
      PASSPORT,
      (text) => text.replace('sector: identity', 'sector: identty'),
      /passport\.yaml:\d+:1 unknown sector "identty".*fix: identity/,
    ],
    [
      'an unknown service',
      PASSPORT,
      (text) => text.replace('id-card-first', 'id-card-frist'),
      /unknown service "id-card-frist".*fix: id-card-first/,
    ],
    [
      'an unknown source',
      PASSPORT,
      (text) => text.replace('{ ref: PPP-PASS }', '{ ref: PPP-PAS }'),
      /unknown source "PPP-PAS".*fix: PPP-PASS/,
    ],
    [
      'an unknown fact',
      PASSPORT,
      (text) => text.replace('speed: normal', 'sped: normal'),
      /unknown fact "sped".*fix: speed/,
    ],
    [
      'a value a fact never has',
      PASSPORT,
      (text) => text.replace('speed: same-day', 'speed: today'),
      /"speed" is never "today".*normal, fast, same-day/,
    ],
    [
      'overlapping fees',
      PASSPORT,
      (text) => text.replace('age_years: { below: 6 }', 'age_years: { below: 60 }'),
      /fees overlap: "adult-normal" and "child-normal" both hold for age_years/,
    ],
    [
      'a gap between fees',
      PASSPORT,
      (text) => text.replace('when: otherwise', 'when: { age_years: { from: 6, below: 12 } }'),
      /no fee holds for .*otherwise/,
    ],
    [
      'a bad date',
      PASSPORT,
      (text) => text.replace("retrieved_on: '2026-11'", "retrieved_on: '2026-13'"),
      /passport\.yaml:\d+:\d+ "retrieved_on": a date is written "2026-11-20"/,
    ],
    [
      'an amount with separators',
      PASSPORT,
      (text) => text.replace('amount: 100', 'amount: 100,000'),
      /passport\.yaml:\d+:\d+ "amount": an amount is a whole number .*seen "100,000"/,
    ],
    [
      'a negative amount',
      PASSPORT,
      (text) => text.replace('amount: 100', 'amount: -100'),
      /"amount": .*seen -100/,
    ],
    [
      'a fee without its source',
      PASSPORT,
      (text) => text.replace('    source: { ref: PPP-PASS }\n', ''),
      /a fee needs its source/,
    ],
    [
      'two prices in one step',
      PASSPORT,
      (text) => text.replace('amount: 100', 'amount: 100\n    free: true'),
      /exactly one of amount, free, range, percent, unknown; this one has amount and free/,
    ],
    [
      'a short label that is too long',
      PASSPORT,
      (text) => text.replace('en: Passport }\nsummary', 'en: Passport for every single person }\nsummary'),
      /at most 20 UTF-16 units/,
    ],
    [
      'an id that is not the file name',
      PASSPORT,
      (text) => text.replace('id: passport\n', 'id: pasport\n'),
      /the id "pasport" and the file name differ.*fix: id: passport/,
    ],
    [
      'an example of another service',
      PASSPORT,
      (text) => text.replace(/\n {6}- (.+)\n/, '\n      - $1\n      - $1\n'),
      /already stands in passport/,
    ],
    [
      'a missing translation',
      'locales/en.yaml',
      (text) => text.replace(/^thanks: .*$/m, ''),
      /locales\/en\.yaml:\d+:\d+ "thanks" is missing/,
    ],
    [
      'another variable in a translation',
      'locales/en.yaml',
      (text) => text.replace('{{number}}. {{name}}', '{{number}}. {{title}}'),
      /"clarify.line" fills in/,
    ],
    [
      'a file nobody reads',
      'servces/passport.yaml',
      () => 'id: passport\n',
      /servces\/passport\.yaml:1:1 nothing reads this file here/,
    ],
    [
      'text that is not YAML',
      PASSPORT,
      (text) => text.replace('status: active', 'status: [active'),
      /passport\.yaml:\d+:\d+ not valid YAML/,
    ],
    [
      'a condition on a sum of money',
      PASSPORT,
      (text) => text.replace('age_years: { below: 6 }', 'property_value: { below: 6 }'),
      /"property_value" is a sum of money, which no condition can compare/,
    ],
    [
      'an empty list',
      PASSPORT,
      (text) => text.replace(/^levels: .*$/m, 'levels: []'),
      /"levels": a list needs at least one entry/,
    ],
    [
      'a web address that is none',
      PASSPORT,
      (text) => text.replace('verified: never', 'verified: never\nwebsite: passport'),
      /"website": a web address starts with https:\/\//,
    ],
    [
      'a number where text is meant',
      PASSPORT,
      (text) => text.replace('en: Passport }\nsummary', 'en: 2026 }\nsummary'),
      /"en" must be text; seen 2026 · fix: '2026'/,
    ],
    [
      'text where a list is meant',
      PASSPORT,
      (text) => text.replace(/^validity:\n( .*\n)+/m, 'validity: 10 years\n'),
      /"validity" must be unknown: true, or a list; seen "10 years"/,
    ],
    [
      'a mistyped word in place of a group',
      PASSPORT,
      (text) => text.replace('verified: never', 'verified: nver'),
      /"verified" must be never, or a group of lines \(key: value\); seen "nver"/,
    ],
    [
      'a number fact without bounds',
      PASSPORT,
      (text) => text.replace('age_years: { below: 6 }', 'age_years: 6'),
      /"age_years" must be bounds \(from, above, to, below\).*seen 6 · fix: \{ from: 6, to: 6 \}/,
    ],
    [
      'another kind of fact',
      'facts.yaml',
      (text) => text.replace('type: number', 'type: numbr'),
      /facts\.yaml:\d+:\d+ "type" must be one of number, money, choice; seen "numbr" · fix: number/,
    ],
    [
      'an office whose id leaves no room on the buttons to rate it',
      'offices.yaml',
      (text) => text.replace('id: passport-department\n', 'id: department-of-passports-and-identity\n'),
      /offices\.yaml:\d+:\d+ the id "department-of-passports-and-identity" has 36 letters.*at most 25 letters · fix: department-of-passports$/,
    ],
    [
      'a key twice',
      PASSPORT,
      (text) => text.replace('status: active', 'status: active\nstatus: draft'),
      /not valid YAML: Map keys must be unique/,
    ],
  ];
  test.each(cases)('%s', (_what, name, change, line) => {
    const errors = errorsWith(name, change);
    expect(
      errors.find((error) => line.test(error)),
      errors.slice(0, 3).join('\n'),
    ).toBeDefined();
  });

  test.each([
    [
      'inside a list of a union',
      (text: string) => text.replace(/(documents:\n(?:.*\n)*?.*- )name:/, '$1nam:'),
      /unknown key "nam"; allowed here: name, form, .*fix: name$/,
    ],
    [
      'of a union itself',
      (text: string) => text.replace(/(documents:\n(?:.*\n)*? +)items:/, '$1itmes:'),
      /unknown key "itmes"; allowed here: partial, source, items · fix: items$/,
    ],
    [
      'of the small branch of a union',
      (text: string) => text.replace(/^validity:\n( .*\n)+/m, 'validity: { unknwon: true }\n'),
      /unknown key "unknwon"; allowed here: unknown, note · fix: unknown$/,
    ],
    [
      'in a bound of a condition',
      (text: string) => text.replace('age_years: { below: 6 }', 'age_years: { bellow: 6 }'),
      /unknown key "bellow"; allowed here: from, above, to, below · fix: below$/,
    ],
    [
      'at the top',
      (text: string) => text.replace('\nsummary:', '\nsumary:'),
      /unknown key "sumary".*fix: summary$/,
    ],
  ])('one mistyped key %s is one line', (_where, change, line) => {
    const errors = errorsWith(PASSPORT, change);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(line);
  });

  test.each(['aspects/fee.yaml', 'intents/thanks.yaml', 'locales/en.yaml', 'sectors.yaml'])(
    'a content without %s is refused',
    (name) => {
      const { catalogue, issues } = checkContent(files.filter((file) => file.name !== name));
      expect(catalogue).toBeUndefined();
      expect(issues.map(issueLine)).toContain(`${name}:1:1 this file is missing`);
    },
  );

  test('all troubles of all files are told at once', () => {
    const broken = files.map((file) =>
      file.name === PASSPORT
        ? { ...file, text: file.text.replace('\nsummary:', '\nsumary:') }
        : file.name === 'sectors.yaml'
          ? { ...file, text: file.text.replace('short:', 'shrt:') }
          : file,
    );
    const names = new Set(
      checkContent(broken)
        .issues.filter(({ severity }) => severity === 'error')
        .map(({ file }) => file),
    );
    expect(names).toContain(PASSPORT);
    expect(names).toContain('sectors.yaml');
  });

  test('two services that buttons cannot tell apart: their ids have one mark', () => {
    const text = files.find(({ name }) => name === PASSPORT)!.text;
    const named = (id: string) => ({
      name: `services/identity/${id}.yaml`,
      text: text.replace('id: passport', `id: ${id}`),
    });
    const lines = checkContent([...files, named('costarring'), named('liquid')]).issues.map(issueLine);
    expect(lines.join('\n')).toMatch(/liquid\.yaml:\d+:\d+ .*cannot tell "liquid" from "costarring"/);
  });
});

describe('what is odd but not broken is a warning', () => {
  const cases: readonly [string, (text: string) => string, RegExp][] = [
    [
      'an old check',
      (text) =>
        text.replace('verified: never', "verified: { on: '2024-01-31', by: the editors, method: phone }"),
      /last checked .*2024-01-31/,
    ],
    [
      'two digit systems in one text',
      (text) => text.replace('១ ថ្ងៃ', '1 ថ្ងៃ៣'),
      /Khmer and Latin digits in one text/,
    ],
    [
      'Khmer in another order of letters',
      (text) => text.replace('km: លិខិតឆ្លងដែន,', 'km: លិខិតឆ្លងដែនសុី,'),
      /not in canonical order/,
    ],
    [
      'an alias of another service',
      (text) => text.replace('en: [ passport,', 'en: [ passport, patent tax,'),
      /alias "patent tax" is also claimed by/,
    ],
    [
      'a source nobody names',
      (text) =>
        text.replace(
          'sources:\n',
          "sources:\n  IDLE:\n    publisher: { km: ក, en: a }\n    kind: press\n    retrieved_on: '2026'\n",
        ),
      /source "IDLE" is listed but no fact names it/,
    ],
  ];
  test.each(cases)('%s', (_what, change, message) => {
    const changed = files.map((file) =>
      file.name === PASSPORT ? { ...file, text: change(file.text) } : file,
    );
    const { issues, catalogue } = checkContent(changed, '2026-11-20');
    expect(catalogue).toBeDefined();
    expect(
      issues
        .filter(({ severity }) => severity === 'warning')
        .map(({ message: told }) => told)
        .find((told) => message.test(told)),
    ).toBeDefined();
  });
});
