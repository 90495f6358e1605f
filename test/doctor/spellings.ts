/** The same numbers every time: a small generator (mulberry32). */
export function seeded(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (most: number): number => Math.floor(next() * most),
    pick: <One>(list: readonly One[]): One => list[Math.floor(next() * list.length)]!,
  };
}
type Dice = ReturnType<typeof seeded>;

const digits = (dice: Dice, count: number): string =>
  Array.from({ length: count }, () => dice.below(10)).join('');
const BETWEEN = [
  '',
  '',
  ' ',
  '-',
  '.',
  ' - ',
  '/',
  '\u200b',
  '\u00a0',
  '\u2011',
  ',',
  ' . ',
  '_',
  '·',
  '\u00ad',
  '\u202f',
  ':',
];
/** Digits of other scripts, by their zero: Khmer, wide, Thai, Khmer lunar. */
const SCRIPTS = [0x30, 0x30, 0x30, 0x17e0, 0x17e0, 0xff10, 0x0e50];
const NAMES = ['sokha', 'dara.chan', 'vanna_99', 'srey-pov', 'chenda'];
const HOSTS = ['gmail.com', 'yahoo.com', 'example.org', 'mail.gov.kh'];

/** Written in one script, in groups. */
function grouped(dice: Dice, groups: readonly string[]): string {
  const zero = dice.pick(SCRIPTS);
  return groups
    .join(dice.pick(BETWEEN))
    .replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

/** Ways in which people write what tells who they are. */
const SPELLINGS: readonly ((dice: Dice) => string)[] = [
  (dice) => grouped(dice, [`0${1 + dice.below(9)}${dice.below(10)}`, digits(dice, 3), digits(dice, 3)]),
  (dice) =>
    grouped(dice, [
      `0${1 + dice.below(9)}${dice.below(10)}`,
      digits(dice, 2),
      digits(dice, 2),
      digits(dice, 3),
    ]),
  (dice) =>
    `${dice.pick(['+', '00', '+ ', ''])}${grouped(dice, ['855', `${10 + dice.below(89)}`, digits(dice, 3), digits(dice, 4)])}`,
  (dice) =>
    `(${grouped(dice, [`0${10 + dice.below(89)}`])}) ${grouped(dice, [digits(dice, 3), digits(dice, 4)])}`,
  (dice) => grouped(dice, [`0${digits(dice, 8)}`]),
  (dice) => grouped(dice, [`${1 + dice.below(2)}${digits(dice, 8)}`]),
  (dice) => grouped(dice, [`0${digits(dice, 2)}`, digits(dice, 3), digits(dice, 3)]),
  (dice) => `${dice.pick(NAMES)}${dice.pick(['@', ' @ ', '＠', '(at)', ' [at] '])}${dice.pick(HOSTS)}`,
  (dice) => `${dice.pick(NAMES)} at gmail dot com`,
  (dice) => `@${dice.pick(NAMES)}${digits(dice, 2)}`,
  (dice) =>
    `${dice.pick(['https://', 'http://', 'www.', ''])}${dice.pick(['t.me', 'facebook.com', 'm.me', 'fb.com'])}/${dice.pick(NAMES)}`,
];
export const personal = (dice: Dice): string => dice.pick(SPELLINGS)(dice);
