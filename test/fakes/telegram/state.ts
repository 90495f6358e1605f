export type Keyboard = readonly (readonly { readonly text: string; readonly callback_data: string }[])[];
export type ReplyKeyboard = readonly (readonly {
  readonly text: string;
  readonly request_location?: boolean;
}[])[];

export type Params = Readonly<Record<string, unknown>>;
export type Json = Readonly<Record<string, unknown>>;

/** A call as it came in; `refused` is the status of the answer where it was refused. */
export interface Call {
  readonly method: string;
  readonly params: Params;
  refused?: number;
  /** What the refusal said, or which fault it met. */
  why?: string;
}

/** A bubble of a chat. */
export interface Message {
  readonly id: number;
  readonly from: 'bot' | 'user';
  /** As it is shown, after entities parsing. */
  text: string;
  html: string;
  keyboard: Keyboard;
  edited: boolean;
  readonly date: number;
}

export interface Chat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly messages: Message[];
  replyKeyboard: ReplyKeyboard | undefined;
  language: string | undefined;
  state: 'open' | 'blocked' | 'deactivated';
  migratedTo: number | undefined;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
  readonly allowed: readonly string[];
  lastError: string | undefined;
}

/** What Telegram's servers know of one bot. */
export interface State {
  readonly token: string;
  readonly username: string;
  readonly chats: Map<number, Chat>;
  readonly calls: Call[];
  /** Open callback queries. */
  readonly queries: Set<string>;
  /** Commands and texts by method and language: `commands:km`. */
  readonly profile: Map<string, unknown>;
  webhook: Webhook | undefined;
  readonly now: () => number;
  readonly nextId: () => number;
}

export function createState(token: string, username: string, now: () => number): State {
  let last = 100;
  return {
    token,
    username,
    chats: new Map(),
    calls: [],
    queries: new Set(),
    profile: new Map(),
    webhook: undefined,
    now,
    nextId: () => {
      last += 1;
      return last;
    },
  };
}

export const bot = ({ token, username }: State): Json => ({
  id: Number(token.split(':')[0]),
  is_bot: true,
  first_name: 'Smart Villager',
  username,
});
