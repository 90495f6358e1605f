/** A button or quick reply that comes back with its payload. */
export interface Tap {
  readonly title: string;
  readonly payload: string;
}

/** One bubble of a thread, as a Messenger user sees it. */
export interface Bubble {
  readonly mid: string;
  readonly from: 'page' | 'human' | 'user';
  readonly text: string;
  /** Gone as soon as another bubble follows. */
  readonly quickReplies: readonly Tap[];
  readonly buttons: readonly Tap[];
  readonly elements: readonly { readonly title: string; readonly buttons: readonly Tap[] }[];
}

export interface Call {
  readonly method: string;
  /** The whole address that was asked for, with its query. */
  readonly url: string;
  /** Without version and query: `/me/messages`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What was answered; 0 when the connection was cut or held. */
  status: number;
  /** What the refusal said, or which fault it met. */
  why?: string;
}

/** What Messenger knows of a user of this Page. */
export interface User {
  /** When they last did something: the Page may write for 24 hours. */
  acted: number | undefined;
  blocked: boolean;
  readonly thread: Bubble[];
}

export interface FakeGraphOptions {
  readonly pageToken?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
  readonly pageId?: string;
  readonly pageName?: string;
  readonly appId?: string;
  readonly versions?: readonly string[];
  /** Where events are posted to; see also `connect`. */
  readonly webhook?: string;
  /** The fields that the app is subscribed to at start: all that matter, unless said. */
  readonly subscribed?: readonly string[];
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly now?: () => Date;
  /** How often an event is delivered again when the answer is not 200, and how long between. */
  readonly redeliveries?: number;
  readonly redeliverMs?: number;
}

/** The state behind the imitation. */
export interface World {
  readonly options: Required<Omit<FakeGraphOptions, 'webhook'>>;
  webhook: string | undefined;
  tokenAlive: boolean;
  /** Percent of the calls that are allowed, told in a header. */
  usage: number;
  profile: Record<string, unknown>;
  profileCalls: number[];
  subscribed: Set<string>;
  readonly users: Map<string, User>;
  readonly calls: Call[];
  mids: number;
}

const ALL_FIELDS = ['messages', 'messaging_postbacks', 'messaging_referrals', 'message_echoes'];

export function createWorld(options: FakeGraphOptions): World {
  const whole = {
    pageToken: 'EAAfakePageToken',
    appSecret: 'fake-app-secret',
    verifyToken: 'fake-verify-token',
    pageId: '100000000000001',
    pageName: 'Fake Page',
    appId: '200000000000002',
    versions: ['v24.0', 'v25.0', 'v26.0'],
    subscribed: ALL_FIELDS,
    profile: {},
    now: () => new Date(),
    redeliveries: 3,
    redeliverMs: 20,
    ...options,
  };
  return {
    options: whole,
    webhook: options.webhook,
    tokenAlive: true,
    usage: 0,
    profile: { ...whole.profile },
    profileCalls: [],
    subscribed: new Set(whole.subscribed),
    users: new Map(),
    calls: [],
    mids: 0,
  };
}

export function userOf(world: World, psid: string): User {
  const known = world.users.get(psid) ?? { acted: undefined, blocked: false, thread: [] };
  world.users.set(psid, known);
  return known;
}

export const newMid = (world: World): string => `m_fake-${String(++world.mids).padStart(6, '0')}`;
