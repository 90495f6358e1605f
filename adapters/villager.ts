import { type Activity, ActivityHandler, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder';
import { type Knowledge, takeTurn } from '../bot/index.ts';
import { activityOf, utteranceOf } from './activity.ts';
import type { Conversations } from './conversations.ts';
import type { KeepRecords } from './reports.ts';

/** What a channel hands over: any Activity with its channel and conversation. */
export type IncomingActivity = Omit<Partial<Activity>, 'conversation'> & {
  readonly type: string;
  readonly channelId: string;
  readonly conversation: { readonly id: string };
};
export type OutgoingActivity = Partial<Activity>;

/** The bot as channels see it: an Activity in, its answers out. */
export interface Villager {
  readonly respond: (activity: IncomingActivity) => Promise<OutgoingActivity[]>;
}

export interface VillagerParts {
  /** Asked anew in every turn: content is swapped between turns. */
  readonly knowledge: () => Knowledge;
  readonly conversations: Conversations;
  readonly keep: KeepRecords;
  readonly now: () => Date;
}

const PHNOM_PENH = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Phnom_Penh', dateStyle: 'short' });

/** The calendar day in Phnom Penh: 2026-11-20. */
export const dayInPhnomPenh = (at: Date): string => PHNOM_PENH.format(at);

/** Carries Activities through botbuilder to the engine and back. */
export function createVillager({ knowledge, conversations, keep, now }: VillagerParts): Villager {
  const handler = new ActivityHandler();
  const inTurn = inOrder();
  handler.onTurn(async (context, next) => {
    const utterance = utteranceOf(context.activity);
    if (utterance) {
      const key = keyOf(context.activity);
      const known = knowledge();
      const before = conversations.load(key);
      const locale = before.locale ?? localeOf(context.activity);
      const turn = takeTurn(
        known,
        { ...before, ...(locale ? { locale } : {}) },
        utterance,
        dayInPhnomPenh(now()),
      );
      await keep(turn.records, { at: now(), version: known.version });
      conversations.save(key, turn.conversation);
      const spoken = turn.conversation.locale ?? 'km';
      if (turn.replies.length > 0)
        await context.sendActivities(turn.replies.map((reply) => activityOf(reply, spoken, turn.forgets)));
    }
    await next();
  });
  const adapter = new ReplyingAdapter();
  return {
    respond: (activity) =>
      inTurn(keyOf(activity), () => adapter.respond(activity, (context) => handler.run(context))),
  };
}

const keyOf = ({ channelId, conversation }: Pick<IncomingActivity, 'channelId' | 'conversation'>): string =>
  `${channelId}/${conversation?.id}`;
const localeOf = ({ locale }: Partial<Activity>) =>
  locale?.startsWith('en') ? 'en' : locale?.startsWith('km') ? 'km' : undefined;

/** Runs tasks of one key one after the other, tasks of different keys side by side. */
export function inOrder(): <Result>(key: string, task: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const result = (last.get(key) ?? Promise.resolve()).then(task, task);
    const settled = result
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return result;
  };
}

/** Where a turn collects its answers; botbuilder hands handlers a proxy, so the context itself is no key. */
const ANSWERS = Symbol('answers');

/** A botbuilder adapter that hands the answers back instead of pushing them. */
class ReplyingAdapter extends BotAdapter {
  async respond(
    activity: IncomingActivity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<OutgoingActivity[]> {
    const answers: OutgoingActivity[] = [];
    const context = new TurnContext(this as BotAdapter, activity as Partial<Activity>);
    context.turnState.set(ANSWERS, answers);
    await this.runMiddleware(context, logic);
    return answers;
  }

  /** One response for each activity, as TurnContext demands. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const answers = context.turnState.get<OutgoingActivity[]>(ANSWERS);
    if (!answers) throw new Error('an answer was sent outside of its turn');
    return activities.map((activity) => ({ id: String(answers.push(activity)) }));
  }

  override updateActivity = () => notOffered('change what was said');
  override deleteActivity = () => notOffered('take back what was said');
  override continueConversation = () => notOffered('speak first');
  override continueConversationAsync = () => notOffered('speak first');
}

const notOffered = (what: string): Promise<never> =>
  Promise.reject(new Error(`a replying channel cannot ${what}`));
