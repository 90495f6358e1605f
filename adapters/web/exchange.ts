import { type IncomingActivity, inOrder, type Villager } from '../villager.ts';
import { firstMessages } from './first-messages.ts';
import type { Incoming } from './incoming.ts';
import { choicesOf, type Spoken, spokenOf } from './spoken.ts';
import type { Answer, Entry, Thread, Threads } from './threads.ts';

/** Answers of a thread that a repeated message gets again. Few: whoever tries again does so soon. */
const MOST_ANSWERS = 8;

/** Takes one message and gives the answer; the conversation goes on in the thread the answer names. */
export type Exchange = (incoming: Incoming) => Promise<Answer>;

/**
 * The web's way to the villager: finds or opens the thread, keeps its messages in order, answers a message
 * that comes twice once, the first one too, and keeps what the page shows.
 */
export function createExchange(villager: Villager, threads: Threads, now: () => Date): Exchange {
  const inTurn = inOrder();
  const firsts = firstMessages(threads, now);
  return (incoming) => {
    const thread = threads.find(incoming.conversation?.id) ?? firstThread(incoming);
    const before = incoming.id === undefined ? undefined : thread.answers.get(incoming.id);
    if (before) return before;
    const answer = inTurn(thread.id, () => answerIn(villager, thread, incoming));
    if (incoming.id !== undefined) keepAnswer(thread, incoming.id, answer);
    answer.catch(() => firsts.drop(incoming));
    return answer;
  };

  /** An id that we did not hand out opens a new thread: nobody can take a place in somebody else's. */
  function firstThread(incoming: Incoming): Thread {
    const before = firsts.find(incoming);
    if (before) return before;
    const thread = threads.open();
    firsts.keep(incoming, thread);
    return thread;
  }
}

/** A failed answer is not kept: sending again tries again. */
function keepAnswer({ answers }: Thread, id: string, answer: Promise<Answer>): void {
  answers.set(id, answer);
  answer.catch(() => answers.delete(id));
  const oldest = answers.size > MOST_ANSWERS ? answers.keys().next().value : undefined;
  if (oldest !== undefined) answers.delete(oldest);
}

async function answerIn(villager: Villager, thread: Thread, incoming: Incoming): Promise<Answer> {
  const { channelData, conversation: _, id, ...said } = incoming;
  const opening = channelData?.opening;
  if (opening !== undefined && (opening !== '' || thread.entries().length === 0))
    await open(villager, thread, opening, incoming.locale);
  const spoken = await ask(villager, thread, { ...said, ...(id === undefined ? {} : { id }) });
  keepSaid(thread, spoken, toldBy(thread, incoming));
  return { conversation: thread.id, spoken };
}

/** What the citizen saw before the first message has not been said in this thread yet. */
async function open(
  villager: Villager,
  thread: Thread,
  code: string,
  locale: string | undefined,
): Promise<void> {
  const event = {
    type: 'event',
    name: 'arrive',
    ...(code === '' ? {} : { value: code }),
    ...(locale ? { locale } : {}),
  };
  keepSaid(thread, await ask(villager, thread, event));
}

/** Keeps what was said for the page; a citizen who was forgotten sees the answer alone. */
function keepSaid(thread: Thread, spoken: readonly Spoken[], told: readonly Entry[] = []): void {
  const forgotten = spoken.some(({ channelData }) => channelData?.forgets);
  if (forgotten) thread.clear();
  thread.add([...(forgotten ? [] : told), ...spoken.map(saidByBot)]);
}

async function ask(
  villager: Villager,
  { id }: Thread,
  said: object & { readonly type: string },
): Promise<Spoken[]> {
  const activity = { ...said, channelId: 'web', conversation: { id } } as IncomingActivity;
  return (await villager.respond(activity)).map(spokenOf);
}

const saidByBot = (spoken: Spoken): Entry => ({ from: 'bot', spoken });

/** A pressed choice is shown by its label, never by its code. */
function toldBy(thread: Thread, { text, value }: Incoming): Entry[] {
  const shown = text ?? (value === undefined ? undefined : labelOf(thread, value));
  return shown === undefined ? [] : [{ from: 'citizen', text: shown }];
}

const labelOf = (thread: Thread, code: string): string | undefined =>
  thread
    .entries()
    .flatMap((entry) => (entry.from === 'bot' ? choicesOf(entry.spoken) : []))
    .findLast(({ value }) => value === code)?.title;
