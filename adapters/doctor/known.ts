import { DEMO_MARK, DEMO_VERSION } from '../demo-mark.ts';
import type { ShapeName } from './shape.ts';

/**
 * How a column is looked at. `text` and `json`: for what tells of a person, in a text or in every text of a JSON.
 * `files`: packed, and written by editors, who may name phones of offices and links; only for ids of platforms.
 */
export type Look = ShapeName | 'text' | 'json' | 'files';

const COMMON = {
  at: 'moment',
  day: 'day',
  channel: 'word',
  locale: 'locale',
  place: 'place',
  entry: 'entry',
  catalogue_version: 'version',
  is_test: 'flag',
} as const;

/** Every table and column that is there for good. One that is missing here is a finding. */
export const KNOWN: Readonly<Record<string, Readonly<Record<string, Look>>>> = {
  visit: { ...COMMON, id: 'visit', visitor: 'digest', gender: 'gender', last_at: 'moment', turns: 'count' },
  answer: { ...COMMON, id: 'serial', outcome: 'word', service: 'id', aspect: 'word', band: 'band' },
  rating: {
    ...COMMON,
    id: 'rating',
    visitor: 'digest',
    office: 'id',
    service: 'id',
    liking: 'liking',
    reasons: 'reasons',
    gender: 'gender',
    prompted: 'flag',
  },
  occurrence: { ...COMMON, id: 'serial', kind: 'word', service: 'id' },
  record: {
    id: 'serial',
    at: 'moment',
    kind: 'word',
    channel: 'word',
    locale: 'locale',
    catalogue_version: 'version',
    fields: 'json',
  },
  published: { id: 'path', period: 'period', block: 'path', at: 'moment', content: 'json' },
  catalogue: { version: 'version', at: 'moment', files: 'files' },
  event_key: { key: 'digest', at: 'moment' },
  secret: { name: 'secretName', value: 'secret' },
  pulse: { id: 'flag', at: 'moment' },
  schema_version: { id: 'flag', version: 'count', readable_from: 'count' },
};

/**
 * How a value is looked at. The mark of a demo is a secret that is none, and in a database that has it rows name `demo`
 * for the version of their content; in any other they have no business.
 */
export function lookAt(
  table: string,
  column: string,
  row: Readonly<Record<string, unknown>>,
  isDemo: boolean,
): Look {
  // What is not known is looked at as a text.
  const look = KNOWN[table]?.[column] ?? 'text';
  if (look === 'secret' && row['name'] === DEMO_MARK) return 'demoMark';
  return isDemo && look === 'version' && column === 'catalogue_version' && row[column] === DEMO_VERSION
    ? 'demoVersion'
    : look;
}

/** Conversations while they last: here the ids of platforms stand, and what is on its way. They go with it. */
export const OF_CONVERSATIONS = ['conversation', 'inbox', 'outbox', 'dead_letter', 'line'] as const;
