import { z } from 'zod';
import { SendFailure } from '../channel.ts';
import { type Client, type ClientOptions, createClient } from './client.ts';
import type { Profile } from './profile.ts';
import { setUp } from './set-up.ts';

const Page = z.object({ name: z.string() });

/** The Page's public name; rejects when the token is not that of a Page. */
export async function pageName(client: Client): Promise<string> {
  const { data } = Page.safeParse(await client.get('me', { fields: 'name,id' }));
  if (data) return data.name;
  throw new SendFailure('stopped', 'messenger-no-page', 'Messenger GET me: the token is not that of a Page');
}

/** A Page to set up: what `npm run messenger:setup` needs of it. */
export function openPage({
  appSecrets,
  ...options
}: Omit<ClientOptions, 'appSecret'> & { readonly appSecrets: readonly string[] }) {
  const client = createClient({ ...options, appSecret: appSecrets[0] ?? '' });
  return {
    name: () => pageName(client),
    setUp: (wanted: Profile, dry: boolean) => setUp(client, wanted, dry),
  };
}
