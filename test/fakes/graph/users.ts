import { type Happening, pageBody, post } from './webhook.ts';
import { type Bubble, newMid, type Tap, userOf, type World } from './world.ts';

/** Meta's own inbox: what a human of the Page writes there carries its app id. */
const PAGE_INBOX = 263902037430900;

export type AttachmentType =
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'location'
  | 'fallback'
  | 'reel'
  | 'post'
  | 'sticker';

/** What people do in Messenger. Each resolves with the status that the webhook answered; 0: nobody there. */
export function createUsers(world: World) {
  const { writes, taps, follows } = createHands(world);
  const deliver = (happening: Happening) => post(world, pageBody(world, [happening]));
  return {
    says: (psid: string, text: string) => writes(psid, text, { text }),
    sends: (psid: string, type: AttachmentType) =>
      writes(psid, `[${type}]`, { attachments: [{ type, payload: { url: `https://cdn.example/${type}` } }] }),
    presses: (psid: string, label: string) => {
      const thread = userOf(world, psid).thread;
      const quick = thread.at(-1)?.quickReplies.find(isNamed(label));
      return quick
        ? writes(psid, quick.title, { text: quick.title, quick_reply: { payload: quick.payload } })
        : taps(psid, buttonIn(thread, label));
    },
    tapsGetStarted: (psid: string, ref?: string) =>
      taps(psid, { title: 'Get Started', payload: getStarted(world) }, ref),
    tapsProfile: (psid: string, title: string) => taps(psid, profileTap(world, title)),
    followsLink: follows,
    humanWrites: (psid: string, text: string) => {
      const mid = newMid(world);
      userOf(world, psid).thread.push(plainBubble(mid, 'human', text));
      return deliver(echo(world, psid, { mid, text, app_id: PAGE_INBOX }));
    },
    echoes: (psid: string, message: object) => deliver(echo(world, psid, message)),
  };
}

/** Writing, tapping and following a link: what it shows in the thread, and the event it leads to. */
function createHands(world: World) {
  const { options } = world;
  const tell = (psid: string, field: string, content: object) => {
    const timestamp = options.now().getTime();
    const item = { sender: { id: psid }, recipient: { id: options.pageId }, timestamp, ...content };
    return post(world, pageBody(world, [{ field, item }]));
  };
  /** The user does something: it shows in the thread, and the Page may write for 24 hours. */
  const act = (psid: string, text: string): string => {
    const user = userOf(world, psid);
    user.acted = options.now().getTime();
    const mid = newMid(world);
    if (text !== '') user.thread.push(plainBubble(mid, 'user', text));
    return mid;
  };
  return {
    writes: (psid: string, shown: string, message: object) =>
      tell(psid, 'messages', { message: { mid: act(psid, shown), ...message } }),
    taps: (psid: string, { title, payload }: Tap, ref?: string) => {
      const mid = act(psid, title);
      const referral = ref === undefined ? {} : { referral: referralOf(ref) };
      return tell(psid, 'messaging_postbacks', { postback: { mid, title, payload, ...referral } });
    },
    follows: (psid: string, ref: string) => {
      act(psid, '');
      return tell(psid, 'messaging_referrals', { referral: referralOf(ref) });
    },
  };
}

const referralOf = (ref: string) => ({ ref, source: 'SHORTLINK', type: 'OPEN_THREAD' });

const plainBubble = (mid: string, from: 'user' | 'human', text: string): Bubble => ({
  mid,
  from,
  text,
  quickReplies: [],
  buttons: [],
  elements: [],
});

const echo = ({ options }: World, psid: string, message: object): Happening => ({
  field: 'message_echoes',
  item: {
    sender: { id: options.pageId },
    recipient: { id: psid },
    timestamp: options.now().getTime(),
    message: { is_echo: true, ...message },
  },
});

/** Tests name a button by its words; where the same words stand on several, its payload is exact. */
const isNamed =
  (words: string) =>
  ({ title, payload }: Tap): boolean =>
    title === words || payload === words;

/** A button anywhere in the thread, the latest first: a card is pressed by its title. */
function buttonIn(thread: readonly Bubble[], label: string): Tap {
  const all = [...thread]
    .reverse()
    .flatMap(({ buttons, elements }) => [
      ...buttons,
      ...elements.flatMap(({ title, buttons: below }) => below.map(({ payload }) => ({ title, payload }))),
    ]);
  const found = all.find(isNamed(label));
  if (found) return found;
  const last = thread.at(-1)?.quickReplies ?? [];
  throw new Error(
    `no button "${label}"; there are: ${[...last, ...all].map(({ title }) => title).join(', ')}`,
  );
}

function getStarted({ profile }: World): string {
  const { payload } = (profile['get_started'] ?? {}) as { payload?: string };
  if (payload === undefined) throw new Error('this Page has no Get Started button: set its profile first');
  return payload;
}

/** An item of the menu or an ice breaker, in whatever language. */
function profileTap({ profile }: World, wanted: string): Tap {
  const parts = [profile['persistent_menu'], profile['ice_breakers']].flat() as {
    call_to_actions?: { title?: string; question?: string; payload: string }[];
  }[];
  const all = parts
    .flatMap((part) => part?.call_to_actions ?? [])
    .map(({ title, question, payload }) => ({ title: title ?? question ?? '', payload }));
  const found = all.find(isNamed(wanted));
  if (!found)
    throw new Error(`the profile has no "${wanted}"; there are: ${all.map(({ title }) => title).join(', ')}`);
  return found;
}
