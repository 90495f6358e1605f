import type { Gender, Locale, TurnRecord } from '../bot/index.ts';
import type { RecordRow } from './store/record-tables.ts';

/** In what circumstances a turn was taken: what every fact of it says beside itself. */
export interface Circumstances {
  /** Milliseconds UTC. */
  readonly at: number;
  /** In Phnom Penh, 2026-11-20. */
  readonly day: string;
  readonly channel: string;
  readonly locale: Locale;
  readonly place: string | undefined;
  readonly entry: string | undefined;
  readonly gender: Gender | undefined;
  readonly catalogueVersion: string;
  /** Our own people and machines: left out of every figure. */
  readonly isTest: boolean;
  readonly visitor: string;
  /** Of a rating that was begun on an earlier day: that day, and the visitor's number on it. */
  readonly begun?: { readonly day: string; readonly visitor: string } | undefined;
}

/** The rows of a turn that a citizen had: that somebody was here, and what is worth keeping of it. No name, no id. */
export const rowsOfVisit = (records: readonly TurnRecord[], around: Circumstances): readonly RecordRow[] => [
  visitRow(around),
  ...records.map((record) => rowOf(record, around)),
];

const common = ({ at, day, channel, locale, place, entry, catalogueVersion, isTest }: Circumstances) => ({
  at,
  day,
  channel,
  locale,
  place: place ?? null,
  entry: entry ?? null,
  catalogue_version: catalogueVersion,
  is_test: isTest ? 1 : 0,
});

function visitRow(around: Circumstances): RecordRow {
  const { at, day, visitor, gender } = around;
  return {
    table: 'visit',
    row: {
      id: `${day}/${visitor}`,
      visitor,
      ...common(around),
      gender: gender ?? null,
      last_at: at,
      turns: 1,
    },
  };
}

/** What was typed is kept with its hour alone: its moment is that of a visit, and would tell whose text it is. */
const HOUR_MS = 3_600_000;

export function rowOf(record: TurnRecord, around: Circumstances): RecordRow {
  const service = record.service ?? null;
  switch (record.kind) {
    case 'answer': {
      const { outcome, aspect, band } = record;
      return { table: 'answer', row: { ...common(around), outcome, service, aspect: aspect ?? null, band } };
    }
    case 'occurrence':
      return { table: 'occurrence', row: { ...common(around), kind: record.what, service } };
    case 'rating': {
      const { office, place, liking, reasons, gender, prompted } = record;
      const { day, visitor } = around.begun ?? around;
      return {
        table: 'rating',
        row: {
          id: `${day}/${visitor}/${place}/${office}`,
          visitor,
          ...common(around),
          day,
          place,
          office,
          service,
          liking,
          reasons: reasons.join(' '),
          gender: gender ?? null,
          prompted: prompted ? 1 : 0,
        },
      };
    }
    case 'text': {
      const { at, channel, locale, catalogueVersion, isTest } = around;
      // In this order: exports look for how it begins.
      const fields = JSON.stringify({
        ...(isTest ? { is_test: 1 } : {}),
        ...(record.service ? { service: record.service } : {}),
        text: record.text,
      });
      return {
        table: 'record',
        row: {
          at: at - (at % HOUR_MS),
          kind: record.about,
          channel,
          locale,
          catalogue_version: catalogueVersion,
          fields,
        },
      };
    }
  }
}
