import { z } from 'zod';
import { refusals } from './refusals.ts';
import type { World } from './world.ts';

const WINDOW_MS = 600_000;
const MOST_CALLS = 10;

const words = (most: number) => z.string().regex(/\S/, 'must be non-empty').max(most);
const payload = words(1_000);

/** A list with a part for each language, one of them the default. */
const localised = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .array(z.strictObject({ locale: z.string().regex(/^(default|[a-z]{2}_[A-Z]{2})$/), ...shape }))
    .min(1)
    .refine(
      (parts) => parts.some((part) => (part as { locale: unknown }).locale === 'default'),
      'needs the locale "default"',
    );

const Profile = z
  .strictObject({
    get_started: z.strictObject({ payload }),
    greeting: localised({ text: words(160) }),
    ice_breakers: localised({
      call_to_actions: z
        .array(z.strictObject({ question: words(80), payload }))
        .min(1)
        .max(4),
    }),
    persistent_menu: localised({
      composer_input_disabled: z.boolean(),
      call_to_actions: z
        .array(z.strictObject({ type: z.literal('postback'), title: words(30), payload }))
        .max(20),
    }),
  })
  .partial();
const Fields = z.object({
  fields: z.array(z.enum(['get_started', 'greeting', 'ice_breakers', 'persistent_menu'])),
});

/** /me/messenger_profile: ten calls in ten minutes, whatever they do. */
export function profile(world: World, method: string, fields: string, body: unknown): object {
  const now = world.options.now().getTime();
  world.profileCalls = [...world.profileCalls.filter((at) => now - at < WINDOW_MS), now];
  if (world.profileCalls.length > MOST_CALLS) throw refusals.tooManyCalls();
  if (method === 'GET') return { data: shown(world, fields.split(',')) };
  if (method === 'DELETE') return removed(world, body);
  const { data, error } = Profile.safeParse(body);
  if (!data) throw refusals.parameter(z.prettifyError(error));
  const next = { ...world.profile, ...data };
  if ('persistent_menu' in next && !('get_started' in next)) throw refusals.noGetStarted();
  world.profile = next;
  return { result: 'success' };
}

/** In an order of its own, and with what Meta adds, so that nobody compares too literally. */
function shown(world: World, fields: readonly string[]): object[] {
  const parts = Object.entries(world.profile).filter(([part]) => fields.includes(part));
  const told = parts.map(([part, value]) => [
    part,
    Array.isArray(value) ? [...value].reverse().map((one) => ({ ...one, disabled_surfaces: [] })) : value,
  ]);
  return told.length > 0 ? [Object.fromEntries(told)] : [];
}

function removed(world: World, body: unknown): object {
  const { data, error } = Fields.safeParse(body);
  if (!data) throw refusals.parameter(z.prettifyError(error));
  const left = Object.entries(world.profile).filter(([part]) => !data.fields.some((field) => field === part));
  const next = Object.fromEntries(left);
  if ('persistent_menu' in next && !('get_started' in next)) throw refusals.noGetStarted();
  world.profile = next;
  return { result: 'success' };
}
