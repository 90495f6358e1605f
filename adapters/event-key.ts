import { createHash } from 'node:crypto';

/** Tells an event from every other without saying what it was: a digest of channel, bot and the platform's own id. */
export function eventKey(channel: string, bot: string, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([channel, bot, id]))
    .digest('base64url')
    .slice(0, 22);
}
