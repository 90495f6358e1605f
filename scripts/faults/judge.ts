import assert from 'node:assert/strict';
import { callsOf, type Event, markerIn } from './citizen.ts';
import type { Contents } from './contents.ts';
import type { Ledger } from './ledger.ts';
import type { Seen } from './provider.ts';

/** What has become of all that was acknowledged. */
export interface Findings {
  readonly events: number;
  readonly acknowledged: number;
  /** Acknowledged, and without any effect. */
  readonly lost: number;
  /** Records, turns or calls beyond one for each event. */
  readonly doubleEffects: number;
  /** Answers that overtook an older one of their conversation. */
  readonly outOfOrder: number;
  /** Answers that a citizen saw twice. */
  readonly doubleAnswers: number;
  readonly unclearPrompts: number;
  readonly open: number;
  readonly integrity: string;
}

export interface History {
  readonly ledger: Ledger;
  readonly seen: readonly Seen[];
  readonly contents: Contents;
}

/** Compares what was promised with what citizens saw and what the database holds. */
export function judge({ ledger, seen, contents }: History): Findings {
  const acknowledged = ledger.acknowledged();
  const effects = effectsOf(seen, contents);
  const answers = seen.filter(({ edited }) => edited === undefined).length;
  return {
    events: ledger.events.length,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(({ kind, marker }) => !effects[kind].has(marker)).length,
    doubleEffects:
      contents.reported.length -
      new Set(contents.reported).size +
      Math.max(0, contents.eventsEver - ledger.events.length) +
      Math.max(0, contents.callsEver - callsExpected(ledger.events)),
    outOfOrder: outOfOrder(seen),
    doubleAnswers: answers - answersExpected(ledger.events),
    unclearPrompts: contents.dead.filter(({ reason }) => reason === 'unclear').length,
    open: contents.openEvents + contents.openCalls,
    integrity: contents.integrity,
  };
}

function effectsOf(seen: readonly Seen[], { reported, dead }: Contents): Record<Event['kind'], Set<number>> {
  const known = <Item>(items: readonly (Item | undefined)[]) =>
    new Set(items.filter((item): item is Item => item !== undefined));
  return {
    question: known(seen.map(({ text }) => markerIn(text))),
    report: known(reported),
    // An edit that may have been made is not made again: it is dead, and says why.
    press: known([...seen.map(({ edited }) => edited), ...dead.map(({ marker }) => marker)]),
  };
}

const conversationsOf = (events: readonly Event[]): number =>
  new Set(events.map(({ channel, conversation }) => `${channel}/${conversation}`)).size;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Every conversation begins with a greeting. */
const callsExpected = (events: readonly Event[]): number =>
  conversationsOf(events) + sum(events.map(callsOf));
const answersExpected = (events: readonly Event[]): number => conversationsOf(events) + events.length;

/** Markers grow with time: one that is first seen after a larger one of its conversation was overtaken. */
function outOfOrder(seen: readonly Seen[]): number {
  const largest = new Map<string, number>();
  const known = new Set<number>();
  let overtaken = 0;
  for (const { channel, conversation, text, edited } of seen) {
    const marker = edited ?? markerIn(text);
    if (marker === undefined || known.has(marker)) continue;
    known.add(marker);
    const who = `${channel}/${conversation}`;
    const before = largest.get(who) ?? 0;
    if (marker < before) overtaken += 1;
    largest.set(who, Math.max(marker, before));
  }
  return overtaken;
}

/** Holds findings to the promises; `inFlight`: how many calls were on their way when the process ended. */
export function assertKept(findings: Findings, inFlight: number): void {
  const { doubleAnswers, ...others } = findings;
  const { events, unclearPrompts } = others;
  const kept = { lost: 0, doubleEffects: 0, outOfOrder: 0, open: 0, integrity: 'ok' };
  assert.deepEqual(others, { ...kept, events, acknowledged: events, unclearPrompts });
  assert.ok(doubleAnswers >= 0, `${-doubleAnswers} answers were never sent`);
  assert.ok(
    doubleAnswers + unclearPrompts <= inFlight,
    `${doubleAnswers} answers were seen twice and ${unclearPrompts} edits given up, with ${inFlight} calls on their way`,
  );
}
