import { describe, expect, test } from 'vitest';
import { utteranceOf } from '../../adapters/activity.ts';
import {
  type Conversation,
  encode,
  LOCALES,
  newConversation,
  takeTurn,
  type Utterance,
} from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const TODAY = '2026-11-20';
const turn = (conversation: Conversation, utterance: Utterance) =>
  takeTurn(knowledge, conversation, utterance, TODAY);
const at = (latitude: number, longitude: number): Utterance => ({ kind: 'location', latitude, longitude });
const met = (locale: 'km' | 'en'): Conversation => ({ ...newConversation(locale), met: true });
const nameOf = (code: string, locale: 'km' | 'en') =>
  knowledge.catalogue.places.find((place) => place.code === code)!.name[locale];

describe('a location', () => {
  test.each(LOCALES)('finds the offices of the nearest district (%s)', (locale) => {
    const { replies, conversation } = turn(met(locale), at(13.07, 103.25));
    expect(replies[0]?.title).toContain(nameOf('0208', locale));
    expect(conversation.place).toBe('0208');
  });

  test('is the nearest district also beside the middle of a province', () => {
    const { conversation } = turn(met('en'), at(12.926, 103.232));
    expect(conversation.place).toMatch(/^02\d\d$/);
  });

  test('is the province where the districts are wide', () => {
    const { conversation } = turn(met('en'), at(12.8, 107));
    expect(conversation.place).toBe('11');
  });

  test.each(LOCALES)('abroad is answered kindly, and a place may still be typed (%s)', (locale) => {
    const { replies, conversation } = turn(met(locale), at(48.85, 2.35));
    expect(replies[0]?.text).toBe(knowledge.speech(locale)('place.far'));
    expect(replies[0]?.choices.length).toBeGreaterThan(5);
    expect(conversation.place).toBeUndefined();
    expect(turn(conversation, { kind: 'text', text: 'Sangkae' }).conversation.place).toBe('0208');
  });

  test('answers the service that the place was asked for, else the offices', () => {
    const opened = turn(met('en'), { kind: 'press', code: 's--birth-registration--where' }).conversation;
    const asked = turn(opened, { kind: 'press', code: encode({ kind: 'ask-place' }) });
    expect(asked.replies[0]?.asksPlace?.label).toBe('Send my location');
    const told = turn(asked.conversation, at(13.07, 103.25));
    expect(told.outcome).toMatchObject({
      kind: 'answered',
      service: 'birth-registration',
      aspects: ['where'],
    });
    expect(told.replies[0]?.text).toContain('Sangkae');
    expect(turn(opened, at(13.07, 103.25)).outcome).toMatchObject({ kind: 'intent', intent: 'office' });
  });

  test('is not remembered, only its place is', () => {
    expect(JSON.stringify(turn(met('en'), at(13.0712345, 103.2512345)))).not.toContain('12345');
  });
});

describe('the offer to send a location', () => {
  test.each(LOCALES)('ends with the next turn, and its other choice can be typed (%s)', (locale) => {
    const asked = turn(met(locale), { kind: 'press', code: 'office' });
    const [reply] = asked.replies;
    expect(reply?.asksPlace).toBeDefined();
    expect(reply?.placeAskedBefore).toBeUndefined();
    const menu = turn(asked.conversation, { kind: 'text', text: reply!.choices[0]!.label });
    expect(menu.outcome).toMatchObject({ kind: 'intent' });
    expect(menu.replies[0]?.choices.length).toBeGreaterThan(5);
    expect(menu.replies[0]?.placeAskedBefore).toBe(true);
    expect(
      turn(menu.conversation, { kind: 'press', code: 'menu' }).replies[0]?.placeAskedBefore,
    ).toBeUndefined();
  });
});

describe('an Activity with coordinates', () => {
  const message = (entity: object) =>
    utteranceOf({ type: 'message', entities: [{ type: 'GeoCoordinates', ...entity }] });
  test('is a location; half of one is nothing', () => {
    expect(message({ latitude: 13, longitude: 103 })).toEqual(at(13, 103));
    expect(message({ latitude: 13 })).toBeUndefined();
    expect(message({ latitude: 'here', longitude: 103 })).toBeUndefined();
  });
});

test('the language can be changed by a command', () => {
  const { replies } = turn(met('km'), { kind: 'press', code: encode({ kind: 'language' }) });
  expect(replies[0]?.text).toBe(knowledge.speech('en')('language.now'));
});
