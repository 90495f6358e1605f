import type { AddressInfo } from 'node:net';
import type { Answered } from './graph/calls.ts';
import { createFaults } from './graph/faults.ts';
import { serveGraph } from './graph/server.ts';
import { createUsers } from './graph/users.ts';
import { post, verify } from './graph/webhook.ts';
import {
  type Bubble,
  type Call,
  createWorld,
  type FakeGraphOptions,
  userOf,
  type World,
} from './graph/world.ts';

export { rawBody, signedHeaders } from './graph/webhook.ts';
export type FakeGraph = Awaited<ReturnType<typeof startFakeGraph>>;

/**
 * A strict imitation of Meta's Graph API for one Page, and of the people who write to it: refuses what the real
 * one refuses, keeps every call, and posts signed events to a webhook.
 */
export async function startFakeGraph(options: FakeGraphOptions = {}) {
  const world = createWorld(options);
  const faults = createFaults();
  const deliveries = createDeliveries();
  const people = peopleOf(world, deliveries.follow);
  const server = serveGraph(world, faults, (answered) => void people.echo(answered));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...people.actions,
    ...controlsOf(world),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: faults.add,
    /** Posts any body, signed. */
    post: (body: unknown) => deliveries.follow(post(world, body)),
    /** All events, echoes too, have been answered. */
    settled: deliveries.settled,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a test or a person at the keyboard lets people do in Messenger. */
function peopleOf(world: World, follow: (delivery: Promise<number>) => Promise<number>) {
  const users = createUsers(world);
  const followed =
    <Rest extends unknown[]>(does: (psid: string, ...rest: Rest) => Promise<number>) =>
    (psid: string, ...rest: Rest) =>
      follow(does(psid, ...rest));
  return {
    /** A message of the Page's comes back as an echo, with the metadata it was sent with. */
    echo: async ({ shown }: Answered): Promise<void> => {
      if (!shown) return;
      const { quick_replies: _notEchoed, attachment, ...rest } = shown.message;
      const attachments = attachment ? { attachments: [attachment] } : {};
      const app_id = Number(world.options.appId);
      await follow(users.echoes(shown.psid, { mid: shown.bubble.mid, app_id, ...rest, ...attachments }));
    },
    actions: {
      userSays: followed(users.says),
      userSends: followed(users.sends),
      userPresses: followed(users.presses),
      userTapsGetStarted: followed(users.tapsGetStarted),
      /** An item of the persistent menu, or an ice breaker, by its words. */
      userTapsProfile: followed(users.tapsProfile),
      userFollowsLink: followed(users.followsLink),
      humanWrites: followed(users.humanWrites),
    },
  };
}

/** What is seen of the state, and what Meta or an operator can change of it. */
const controlsOf = (world: World) => ({
  /** What a channel or the setup needs to speak to this Page. */
  access: {
    pageToken: world.options.pageToken,
    appSecrets: [world.options.appSecret],
    verifyToken: world.options.verifyToken,
  },
  /** Every call, in order. */
  calls: world.calls as readonly Call[],
  /** The calls that carried a message. */
  sends: (): readonly Call[] => world.calls.filter(({ body }) => 'message' in body),
  /** Percent of the allowed calls that the answers tell as used. */
  usage: (percent: number): void => {
    world.usage = percent;
  },
  revoke: (dead = true): void => {
    world.tokenAlive = !dead;
  },
  block: (psid: string, blocked = true): void => {
    userOf(world, psid).blocked = blocked;
  },
  /** Known to the Page, but has written nothing. */
  addUser: (psid: string): void => {
    userOf(world, psid);
  },
  profile: (): Readonly<Record<string, unknown>> => world.profile,
  subscribed: (): readonly string[] => [...world.subscribed],
  /** Where events go from now on. */
  connect: (webhook: string | undefined): void => {
    world.webhook = webhook;
  },
  /** Asks the webhook whether it is ours, as "Verify and save" in the App Dashboard does. */
  verify: (challenge = '1158201444') => verify(world, challenge),
  /** The thread as the user sees it: quick replies stand only under the last bubble. */
  messages: (psid: string): readonly Bubble[] =>
    userOf(world, psid).thread.map((bubble, index, all) =>
      index === all.length - 1 ? bubble : { ...bubble, quickReplies: [] },
    ),
});

/** Events on their way to the webhook. */
function createDeliveries() {
  const open = new Set<Promise<number>>();
  return {
    follow: (delivery: Promise<number>): Promise<number> => {
      open.add(delivery);
      return delivery.finally(() => open.delete(delivery));
    },
    settled: async (): Promise<void> => {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
}
