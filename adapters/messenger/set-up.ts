import { z } from 'zod';
import type { Client } from './client.ts';
import { changesTo, Profile } from './profile.ts';

/** The webhook events that are read: `decode.ts`. Echoes tell that a human has taken over. */
const FIELDS = ['messages', 'messaging_postbacks', 'messaging_referrals', 'message_echoes'];
const PARTS = ['get_started', 'greeting', 'ice_breakers', 'persistent_menu'];

const App = z.object({ id: z.string() });
const Subscribed = z.object({
  data: z.array(z.object({ id: z.string(), subscribed_fields: z.array(z.string()).default([]) })),
});
const Current = z.object({ data: z.array(z.unknown()) });

/** Brings the Page to what we want of it, and tells what was (or, when `dry`, would be) changed. */
export async function setUp(client: Client, wanted: Profile, dry: boolean): Promise<readonly string[]> {
  return [...(await subscribe(client, dry)), ...(await setProfile(client, wanted, dry))];
}

/**
 * The Page sends our app its events. Other apps may be subscribed too: only our own subscription counts. Where
 * Meta does not tell which app is ours, it is subscribed once more, which does no harm.
 */
async function subscribe(client: Client, dry: boolean): Promise<readonly string[]> {
  const app = App.safeParse(await client.get('app', { fields: 'id' }).catch(() => undefined));
  const { data } = Subscribed.parse(
    await client.get('me/subscribed_apps', { fields: 'id,subscribed_fields' }),
  );
  const has = data.find(({ id }) => id === app.data?.id)?.subscribed_fields ?? [];
  const missing = FIELDS.filter((field) => !has.includes(field));
  if (missing.length === 0) return [];
  const subscribed_fields = [...new Set([...has, ...FIELDS])];
  if (!dry) await client.post('me/subscribed_apps', { subscribed_fields });
  return [`subscribed to ${missing.join(', ')}`];
}

/** One call for all that differs: Meta takes ten calls in ten minutes. */
async function setProfile(client: Client, wanted: Profile, dry: boolean): Promise<readonly string[]> {
  const { data } = Current.parse(await client.get('me/messenger_profile', { fields: PARTS.join(',') }));
  const changes = changesTo(readable(data[0]), wanted);
  const names = Object.keys(changes);
  if (names.length > 0 && !dry) await client.post('me/messenger_profile', changes);
  return names.map((name) => `set ${name}`);
}

/** What cannot be read was not set by us, and is set anew. */
function readable(current: unknown): Profile {
  const parts = z.record(z.string(), z.unknown()).catch({}).parse(current);
  const known = Object.entries(parts).flatMap(([part, value]) => {
    const { success, data } = Profile.safeParse({ [part]: value });
    return success ? Object.entries(data) : [];
  });
  return Object.fromEntries(known);
}
