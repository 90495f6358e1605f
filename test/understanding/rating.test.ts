import { describe, expect, test } from 'vitest';
import { hear } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const meant = (text: string) => hear(knowledge, text).questions[0]?.meaning;

/** None of these stands among the examples. In Khmer "to rate" holds the word for "price", and who rates often names what was made there. */
describe('rating an office', () => {
  test.each([
    'ខ្ញុំសូមវាយតម្លៃការិយាល័យស្រុក',
    'ចង់ឲ្យពិន្ទុការិយាល័យច្រកចេញចូល',
    'ខ្ញុំចង់ផ្តល់មតិពីការបម្រើនៅសាលាខណ្ឌ',
    'មន្ត្រីនៅសាលាស្រុកបម្រើបានល្អ',
    'ចង់វាយតម្លៃកន្លែងធ្វើប៉ាស្ព័រ',
    'វាយតម្លៃកន្លែងធ្វើប៉ាស្ព័រ',
    'វាយតម្លៃកន្លែងចុះបញ្ជីឡាន',
    'វាយតម្លៃប៉ុស្តិ៍ប៉ូលិសដែលធ្វើអត្តសញ្ញាណប័ណ្ណ',
    'ធ្វើសំបុត្រកំណើតរួច ចង់វាយតម្លៃសាលាឃុំ',
    "I'd like to rate the office I visited today",
    'can I give my opinion about the commune hall',
    'leave a review for the district office',
    'I want to rate the place where I got my birth certificate',
    'jong vay tamlai sala khan',
    'knhom som oy pintu kariyalai',
    'vay tamlai post police tver atasanhean',
    'vay tamlai kanleng tver passport',
  ])('%s', (text) => {
    expect(meant(text)).toMatchObject({ kind: 'intent', intent: 'rate' });
  });
});

describe('what only sounds like it', () => {
  test.each([
    ['ធ្វើអត្តសញ្ញាណប័ណ្ណអស់ប៉ុន្មាន', 'id-card-first'],
    ['ធ្វើអត្តសញ្ញាណប័ណ្ណនៅប៉ុស្តិ៍ប៉ូលិសណា', 'id-card-first'],
    ['តម្លៃធ្វើប៉ាស្ព័រ', 'passport'],
    ['កន្លែងធ្វើប៉ាស្ព័រនៅណា', 'passport'],
    ['តម្លៃអចលនទ្រព្យសម្រាប់បង់ពន្ធគិតយ៉ាងម៉េច', 'property-tax'],
    ['what is the tax rate for a small shop', 'business-registration-small'],
    ['how is my house valued for property tax', 'property-tax'],
    ["tamlai tver passport p'man", 'passport'],
    ['tver atasanhean os man', 'id-card-first'],
    ['kanleng tver passport nov na', 'passport'],
  ])('%s: a service', (text, service) => {
    expect(meant(text)).toEqual({ kind: 'service', service });
  });

  test.each([
    ['មន្ត្រីបម្រើមិនល្អ ចង់ប្តឹង', 'complaint'],
    ['the clerk was rude, I want to complain', 'complaint'],
    ['ចម្លើយនេះល្អណាស់', 'feedback'],
    ['your answer was very good', 'feedback'],
    ['ការិយាល័យស្រុកបើកម៉ោងប៉ុន្មាន', 'office'],
    ['where is the district office', 'office'],
  ])('%s: another wish', (text, intent) => {
    expect(meant(text)).toMatchObject({ kind: 'intent', intent });
  });

  test.each(['តម្លៃសេវានៅការិយាល័យប៉ុន្មាន', 'tamlai seva nov sala srok'])('%s: the fee of a service', (text) => {
    expect(meant(text)).toMatchObject({ kind: 'follow-up' });
  });

  test.each([
    'ចង់វាយតម្លៃដីដើម្បីលក់',
    'how do I get my land valued',
    'jong vay tamlai dey mun lok',
    'មើលពិន្ទុប្រឡងបាក់ឌុបនៅណា',
    'what is the exchange rate of the dollar today',
    'interest rate for a bank loan',
    'review of the best phone',
  ])('%s: nothing of ours', (text) => {
    expect(meant(text)).toMatchObject({ kind: 'nothing' });
  });
});
