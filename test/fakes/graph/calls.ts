import { createHmac } from 'node:crypto';
import { type Message, send } from './messages.ts';
import { profile } from './profile.ts';
import { refusals } from './refusals.ts';
import type { Bubble, Call, World } from './world.ts';

export interface Answered {
  readonly answer: object;
  readonly shown?: { readonly psid: string; readonly bubble: Bubble; readonly message: Message };
}

/** Does what a call asks for, or throws the refusal that Graph answers with. */
export function carryOut(world: World, call: Call, authorization: string | undefined): Answered {
  const url = new URL(call.url, 'http://graph');
  const [, version = ''] = url.pathname.split('/');
  if (!world.options.versions.includes(version)) throw refusals.unknownPath(url.pathname);
  const { access_token, appsecret_proof, ...parameters } = {
    ...Object.fromEntries(url.searchParams),
    ...call.body,
  };
  authenticate(world, authorization?.replace(/^Bearer /, '') ?? access_token, appsecret_proof);
  const { appId, pageId, pageName } = world.options;
  switch (`${call.method} ${call.path}`) {
    case 'POST /me/messages':
      return send(world, parameters);
    case 'GET /me/messenger_profile':
    case 'POST /me/messenger_profile':
    case 'DELETE /me/messenger_profile':
      return { answer: profile(world, call.method, url.searchParams.get('fields') ?? '', parameters) };
    case 'GET /me/subscribed_apps':
      return { answer: { data: subscriptions(world) } };
    case 'POST /me/subscribed_apps':
      return { answer: subscribe(world, parameters['subscribed_fields']) };
    case 'GET /me':
      return { answer: { name: pageName, id: pageId } };
    case 'GET /app':
      return { answer: { id: appId } };
    default:
      throw refusals.unknownPath(call.path);
  }
}

function authenticate({ options, tokenAlive }: World, token: unknown, proof: unknown): void {
  if (token === undefined) throw refusals.noToken();
  if (token !== options.pageToken) throw refusals.wrongToken(String(token));
  if (!tokenAlive) throw refusals.deadToken();
  if (proof === undefined) throw refusals.noProof();
  const expected = createHmac('sha256', options.appSecret).update(options.pageToken).digest('hex');
  if (proof !== expected) throw refusals.wrongProof();
}

/** Another app is subscribed too, as Meta's own inbox often is: it is not ours. */
const subscriptions = ({ subscribed, options }: World): object[] => [
  {
    id: '300000000000003',
    subscribed_fields: ['messages', 'messaging_postbacks', 'messaging_referrals', 'message_echoes'],
  },
  ...(subscribed.size > 0 ? [{ id: options.appId, subscribed_fields: [...subscribed] }] : []),
];

const KNOWN_FIELDS = new Set([
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'message_echoes',
  'message_reads',
  'message_deliveries',
  'messaging_handovers',
  'message_reactions',
]);

function subscribe(world: World, fields: unknown): object {
  const wanted = Array.isArray(fields) ? fields.map(String) : String(fields ?? '').split(',');
  const wrong = wanted.filter((field) => !KNOWN_FIELDS.has(field));
  if (wrong.length > 0)
    throw refusals.parameter(`Param subscribed_fields[0] must be one of {${[...KNOWN_FIELDS].join(', ')}}`);
  world.subscribed = new Set(wanted);
  return { success: true };
}
