import { type Activity, ActivityHandler, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder';
import { type Conversation, type Knowledge, type Locale, type TurnRecord, takeTurn } from '../bot/index.ts';
import { activityOf, utteranceOf } from './activity.ts';
import { createCalendar } from './calendar.ts';

/** What a channel hands over: any Activity with its channel and conversation. */
export type IncomingActivity = Omit<Partial<Activity>, 'conversation'> & {
  readonly type: string;
  readonly channelId: string;
  readonly conversation: { readonly id: string };
};
export type OutgoingActivity = Partial<Activity>;

/** A turn that was taken: what to say, what to remember, what to keep. Nothing has been stored or sent. */
export interface TakenTurn {
  readonly said: readonly OutgoingActivity[];
  readonly conversation: Conversation;
  /** The citizen did something that was answered or is remembered; false: an event that leaves all as it was. */
  readonly isTaken: boolean;
  readonly locale: Locale;
  readonly records: readonly TurnRecord[];
  readonly forgets: boolean;
  /** The content that it was answered from. */
  readonly version: string;
}

/** The bot as the shell sees it: an Activity and what is remembered of its conversation in, a turn out. */
export interface Villager {
  readonly respond: (activity: IncomingActivity, before: Conversation) => Promise<TakenTurn>;
}

export interface VillagerParts {
  /** Asked anew in every turn: content is swapped between turns. */
  readonly knowledge: () => Knowledge;
  readonly now: () => Date;
}

const DEFAULT_LOCALE: Locale = 'km';

/** Carries Activities through botbuilder to the engine and back. */
export function createVillager({ knowledge, now }: VillagerParts): Villager {
  const handler = new ActivityHandler();
  const dayOf = createCalendar();
  handler.onTurn(async (context, next) => {
    const turn: OpenTurn = context.turnState.get(TURN);
    const utterance = utteranceOf(context.activity);
    if (utterance) {
      const known = knowledge();
      const locale = turn.before.locale ?? localeOf(context.activity);
      const { conversation, replies, records, forgets } = takeTurn(
        known,
        { ...turn.before, ...(locale ? { locale } : {}) },
        utterance,
        dayOf(now()),
      );
      const spoken = conversation.locale ?? DEFAULT_LOCALE;
      turn.taken = { isTaken: true, conversation, locale: spoken, records, forgets, version: known.version };
      if (replies.length > 0)
        await context.sendActivities(replies.map((reply) => activityOf(reply, spoken, forgets)));
    }
    await next();
  });
  const adapter = new ReplyingAdapter();
  return {
    respond: async (activity, before) => {
      const { said, taken } = await adapter.respond(activity, before, (context) => handler.run(context));
      return { said, ...(taken ?? untaken(before, knowledge().version)) };
    },
  };
}

/** An event that asks for no answer leaves everything as it was. */
const untaken = (conversation: Conversation, version: string): Omit<TakenTurn, 'said'> => ({
  isTaken: false,
  conversation,
  locale: conversation.locale ?? DEFAULT_LOCALE,
  records: [],
  forgets: false,
  version,
});

const localeOf = ({ locale }: Partial<Activity>): Locale | undefined =>
  locale?.startsWith('en') ? 'en' : locale?.startsWith('km') ? 'km' : undefined;

/** A turn while botbuilder carries it. */
interface OpenTurn {
  readonly before: Conversation;
  readonly said: OutgoingActivity[];
  taken?: Omit<TakenTurn, 'said'>;
}

/** Where a turn is kept meanwhile; botbuilder hands handlers a proxy, so the context itself is no key. */
const TURN = Symbol('turn');

/** A botbuilder adapter that hands the answers back instead of pushing them. */
class ReplyingAdapter extends BotAdapter {
  async respond(
    activity: IncomingActivity,
    before: Conversation,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<OpenTurn> {
    const turn: OpenTurn = { before, said: [] };
    const context = new TurnContext(this as BotAdapter, activity as Partial<Activity>);
    context.turnState.set(TURN, turn);
    await this.runMiddleware(context, logic);
    return turn;
  }

  /** One response for each activity, as TurnContext demands. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const turn = context.turnState.get<OpenTurn>(TURN);
    if (!turn) throw new Error('an answer was sent outside of its turn');
    return activities.map((activity) => ({ id: String(turn.said.push(activity)) }));
  }

  override updateActivity = () => notOffered('change what was said');
  override deleteActivity = () => notOffered('take back what was said');
  override continueConversation = () => notOffered('speak first');
  override continueConversationAsync = () => notOffered('speak first');
}

const notOffered = (what: string): Promise<never> =>
  Promise.reject(new Error(`a replying channel cannot ${what}`));
