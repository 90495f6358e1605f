import { z } from 'zod';
import { refusals } from './refusals.ts';
import { type Bubble, newMid, type Tap, type World } from './world.ts';

const DAY_MS = 86_400_000;
const words = (most: number) => z.string().regex(/\S/, 'must be non-empty').max(most);

const Button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('postback'), title: words(20), payload: words(1_000) }),
  z.strictObject({ type: z.literal('web_url'), title: words(20), url: z.url() }),
]);
const Element = z
  .strictObject({
    title: words(80),
    subtitle: words(80).optional(),
    image_url: z.url().optional(),
    buttons: z.array(Button).min(1).max(3).optional(),
  })
  .refine(
    ({ title: _title, ...more }) => Object.values(more).some((part) => part !== undefined),
    'must have a subtitle, image or button',
  );
const Template = z.discriminatedUnion('template_type', [
  z.strictObject({
    template_type: z.literal('button'),
    text: words(640),
    buttons: z.array(Button).min(1).max(3),
  }),
  z.strictObject({ template_type: z.literal('generic'), elements: z.array(Element).min(1).max(10) }),
]);
const QuickReply = z.strictObject({
  content_type: z.literal('text'),
  title: words(20),
  payload: words(1_000),
});
const Message = z
  .strictObject({
    text: words(2_000).optional(),
    attachment: z.strictObject({ type: z.literal('template'), payload: Template }).optional(),
    quick_replies: z.array(QuickReply).min(1).max(13).optional(),
    metadata: z.string().max(1_000).optional(),
  })
  .refine(
    ({ text, attachment }) => (text === undefined) !== (attachment === undefined),
    'needs text or attachment',
  );
export type Message = z.output<typeof Message>;

/** The parameters of the Send API that may be used: no tag, since they are withdrawn. */
const Send = z.union([
  z.strictObject({
    recipient: z.strictObject({ id: z.string().min(1) }),
    messaging_type: z.literal('RESPONSE'),
    message: Message,
  }),
  z.strictObject({
    recipient: z.strictObject({ id: z.string().min(1) }),
    sender_action: z.enum(['mark_seen', 'typing_on', 'typing_off']),
  }),
]);

export interface Sent {
  readonly answer: object;
  /** What the user sees from now on; undefined for a sign. */
  readonly shown?: { readonly psid: string; readonly bubble: Bubble; readonly message: Message };
}

/** POST /me/messages: checked as strictly as the documents say, then shown to the user. */
export function send(world: World, body: unknown): Sent {
  const { data, error } = Send.safeParse(body);
  if (!data) throw refusals.parameter(z.prettifyError(error));
  const psid = data.recipient.id;
  const user = world.users.get(psid);
  if (!user) throw refusals.unknownUser();
  if (user.blocked) throw refusals.blocked();
  if (user.acted === undefined || world.options.now().getTime() - user.acted > DAY_MS)
    throw refusals.outsideWindow();
  if (!('message' in data)) return { answer: { recipient_id: psid } };
  const bubble = bubbleOf(newMid(world), data.message);
  user.thread.push(bubble);
  return {
    answer: { recipient_id: psid, message_id: bubble.mid },
    shown: { psid, bubble, message: data.message },
  };
}

function bubbleOf(mid: string, { text, attachment, quick_replies = [] }: Message): Bubble {
  const template = attachment?.payload;
  return {
    mid,
    from: 'page',
    text: template?.template_type === 'button' ? template.text : (text ?? ''),
    quickReplies: quick_replies.map(({ title, payload }) => ({ title, payload })),
    buttons: template?.template_type === 'button' ? taps(template.buttons) : [],
    elements:
      template?.template_type === 'generic'
        ? template.elements.map(({ title, buttons = [] }) => ({ title, buttons: taps(buttons) }))
        : [],
  };
}

const taps = (buttons: readonly z.output<typeof Button>[]): Tap[] =>
  buttons.flatMap((button) =>
    button.type === 'postback' ? [{ title: button.title, payload: button.payload }] : [],
  );
