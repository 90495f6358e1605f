import type { ReceivedEvent, WebhookChannel, WebhookRequest } from '../channel.ts';
import type { Log } from '../log.ts';

export interface DoorParts {
  /** Resolves when the events are on disk; rejects when nothing can be kept just now. */
  readonly accept: (channel: WebhookChannel, events: readonly ReceivedEvent[]) => Promise<unknown>;
  readonly log: Pick<Log, 'warn'>;
  readonly observe?: (delivery: {
    readonly channel: string;
    readonly status: number;
    readonly ms: number;
  }) => void;
}

/** What a platform is answered. */
export interface DoorAnswer {
  readonly status: 200 | 400 | 401 | 503;
  readonly text: string;
  readonly retryAfter?: string;
}
/** Verifies a delivery and keeps its events: 200 when they are on disk, and never before. Never rejects. */
export type Door = (channel: WebhookChannel, request: WebhookRequest) => Promise<DoorAnswer>;

/** Batches of a platform fit; a flood does not. */
export const MOST_BYTES = 1 << 20;

const NOT_NOW = { status: 503, text: 'not now\n', retryAfter: '10' } as const;

export function createDoor({ accept, log, observe = () => {} }: DoorParts): Door {
  const later = (channel: string, reason: string): DoorAnswer => {
    log.warn({ channel, reason }, 'webhook.not-kept');
    return NOT_NOW;
  };
  const take: Door = async (channel, request) => {
    const delivery = channel.receive(request);
    if ('refused' in delivery) {
      log.warn({ channel: channel.name, reason: delivery.reason }, 'webhook.refused');
      return { status: delivery.refused, text: 'refused\n' };
    }
    try {
      await accept(channel, delivery.events);
      return { status: 200, text: 'ok\n' };
    } catch (error) {
      return later(channel.name, (error as Error).message);
    }
  };
  return async (channel, request) => {
    const start = performance.now();
    const answer = await take(channel, request).catch((error: unknown) => {
      // A fault of ours must not end the process, nor look like a delivery that was kept.
      log.warn(
        { channel: channel.name, fault: error instanceof Error ? error.name : 'unknown' },
        'webhook.fault',
      );
      return NOT_NOW;
    });
    observe({ channel: channel.name, status: answer.status, ms: performance.now() - start });
    return answer;
  };
}
