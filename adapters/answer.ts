import { ActivityTypes } from 'botbuilder';
import type { Knowledge, Locale, TurnRecord } from '../bot/index.ts';
import { activityOf } from './activity.ts';
import { createCalendar, monthBefore } from './calendar.ts';
import type { Channel, HeardActivity } from './channel.ts';
import { FLOOD_EVENT } from './intake.ts';
import { conversationOf, type Memory, readMemory, writeMemory } from './memory.ts';
import { type Circumstances, rowOf, rowsOfVisit } from './records.ts';
import type { ClaimedEvent, TurnResult } from './store.ts';
import type { OutgoingActivity, TakenTurn, Villager } from './villager.ts';

/** A channel whose answers are fetched, not pushed: what was said is kept with the conversation. */
export interface PulledChannel {
  readonly name: string;
  /** What the page showed before, and what it shows after this turn. Pure. */
  readonly keep: (
    thread: unknown,
    turn: { readonly key: string; readonly heard: HeardActivity; readonly said: readonly OutgoingActivity[] },
  ) => unknown;
}
export type AnyChannel = Pick<Channel, 'name' | 'render'> | PulledChannel;

export interface AnswerParts {
  readonly villager: Villager;
  readonly knowledge: () => Knowledge;
  readonly channels: readonly AnyChannel[];
  /** How long the bot is silent after a human wrote in a chat. */
  readonly humanHours: number;
  /** The number of whoever is behind a conversation, among those of the month. */
  readonly visitorOf: (conversation: string, day: string) => Promise<string>;
  /** Whether a conversation is our own people's or machines': left out of the figures. */
  readonly isTest: (conversation: string) => boolean;
}

/** From an event and what is remembered to all that its turn leads to. Nothing is stored or sent here. */
export interface Answering {
  readonly answer: (event: ClaimedEvent, now: number) => Promise<TurnResult>;
  /** The turn of an event that could not be taken: the citizen is told so, the reason is kept. */
  readonly apologise: (event: ClaimedEvent, reason: string) => TurnResult;
}

type Said = Pick<TurnResult, 'calls'> & Pick<Memory, 'thread'>;

const NOTHING = { calls: [], records: [], forgets: false } as const;
const HOUR_MS = 3_600_000;

export function createAnswering(parts: AnswerParts): Answering {
  const { villager, knowledge, channels, humanHours, visitorOf, isTest } = parts;
  const dayOf = createCalendar();
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const notice = (key: 'notice.too-fast' | 'notice.not-answered', locale: Locale) =>
    activityOf({ text: knowledge().speech(locale)(key), choices: [] }, locale);

  /** Hands what was said to the event's channel: as calls, or into the thread of its page. */
  const say = (event: ClaimedEvent, before: Memory, said: readonly OutgoingActivity[]): Said => {
    const { channel: name, key, activity } = event;
    const channel = byName.get(name);
    if (!channel) throw new Error(`the channel ${name} is off`);
    if ('keep' in channel)
      return { calls: [], thread: channel.keep(before.thread, { key, heard: activity, said }) };
    return { calls: channel.render(said, { conversation: idOf(event), activity }) };
  };

  const around = async (
    { channel, conversation }: ClaimedEvent,
    turn: Pick<TakenTurn, 'conversation' | 'locale' | 'version'> & Partial<Pick<TakenTurn, 'records'>>,
    at: number,
  ): Promise<Circumstances> => {
    const day = dayOf(new Date(at));
    const { place, entry, gender } = turn.conversation;
    const begun = dayBegun(turn.records ?? [], day);
    return {
      at,
      day,
      channel,
      locale: turn.locale,
      place,
      entry,
      gender,
      catalogueVersion: turn.version,
      isTest: isTest(conversation),
      visitor: await visitorOf(conversation, day),
      begun: begun === undefined ? undefined : { day: begun, visitor: await visitorOf(conversation, begun) },
    };
  };

  const take = async (event: ClaimedEvent, memory: Memory, now: number): Promise<TurnResult> => {
    const turn = await villager.respond(
      { ...event.activity, channelId: event.channel, conversation: { id: idOf(event) } },
      conversationOf(memory, now),
    );
    const { said, conversation, forgets } = turn;
    const { calls, ...thread } = say(event, memory, said);
    return {
      calls,
      // Where the platform's own id names the conversation, not even that is kept of whoever is forgotten.
      memory:
        forgets && !('thread' in thread) ? undefined : writeMemory({ conversation, heardAt: now, ...thread }),
      records: turn.isTaken ? rowsOfVisit(turn.records, await around(event, turn, now)) : [],
      forgets,
    };
  };

  return {
    answer: async (event, now) => {
      const { activity } = event;
      const memory = readMemory(event.memory);
      if (activity.type === ActivityTypes.Handoff) {
        const { conversation } = memory;
        const told = humanWrote(memory, now, humanHours * HOUR_MS);
        // One of many lines of theirs: they have taken over already.
        if ((memory.quietUntil ?? 0) > now) return told;
        const turn = { conversation, locale: localeOf(memory, activity), version: knowledge().version };
        return {
          ...told,
          records: [rowOf({ kind: 'occurrence', what: 'handover' }, await around(event, turn, now))],
        };
      }
      const isQuiet = (memory.quietUntil ?? 0) > now;
      const unchanged = { ...NOTHING, memory: event.memory, heardAt: memory.heardAt };
      if (activity.type === ActivityTypes.InstallationUpdate) return unchanged;
      if (isQuiet) {
        // A human is writing here. To be forgotten is promised at once all the same.
        const turn = activity.name === FLOOD_EVENT ? undefined : await take(event, memory, now);
        return turn?.forgets ? turn : unchanged;
      }
      if (activity.name !== FLOOD_EVENT) return take(event, memory, now);
      const { calls } = say(event, memory, [notice('notice.too-fast', localeOf(memory, activity))]);
      return { ...unchanged, calls };
    },
    apologise: (event, dies) => {
      const memory = readMemory(event.memory);
      const told = [notice('notice.not-answered', localeOf(memory, event.activity))];
      const { calls, ...thread } = say(event, memory, told);
      return { ...NOTHING, memory: writeMemory({ ...memory, ...thread }), calls, dies };
    },
  };
}

const idOf = ({ channel, conversation }: ClaimedEvent): string => conversation.slice(channel.length + 1);

/** The other day on which a rating was begun; not one so early that what visitors were numbered with is gone. */
const dayBegun = (records: readonly TurnRecord[], today: string): string | undefined =>
  records
    .flatMap((record) => (record.kind === 'rating' ? record.day : []))
    .find((day) => day !== today && day >= monthBefore(today.slice(0, 7)));

const localeOf = ({ conversation }: Memory, { locale }: HeardActivity): Locale =>
  conversation.locale ?? (locale?.startsWith('en') ? 'en' : 'km');

/** A human has taken over. When they are gone, the bot says again that it is one. */
const humanWrote = ({ conversation, ...memory }: Memory, now: number, quietMs: number): TurnResult => ({
  ...NOTHING,
  memory: writeMemory({
    ...memory,
    conversation: { ...conversation, met: false },
    quietUntil: now + quietMs,
  }),
  // Only what a citizen says lengthens how long they are remembered.
  heardAt: memory.heardAt || now,
});
