import type { Request, RequestHandler } from 'express';
import { createFlood } from '../flood.ts';
import { Refusal } from './refusal.ts';

/** Many phones share one address of their provider: so many messages at once from one, and then so many a second. */
const PER_ADDRESS = { burst: 60, everyMs: 200 } as const;
const PER_CONVERSATION = { burst: 10, everyMs: 1_000 } as const;

/** The part of an address that one subscriber has: a whole IPv4 address, half of an IPv6 one. */
export function subscriberOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [front = '', back] = plain.split('::');
  const groups = front.split(':').filter((group) => group !== '');
  const missing =
    back === undefined ? 0 : 8 - groups.length - back.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':');
}

/** Keeps one address, or one conversation, from taking the chat away from everybody else. */
export function doorLimit(
  conversationOf: (request: Request) => string | undefined,
  now: () => number,
): RequestHandler {
  const byAddress = createFlood(PER_ADDRESS);
  const byConversation = createFlood(PER_CONVERSATION);
  return (request, _response, next) => {
    const conversation = conversationOf(request);
    const isAdmitted =
      byAddress(subscriberOf(request.ip ?? ''), now()) === 'admitted' &&
      (conversation === undefined || byConversation(conversation, now()) === 'admitted');
    next(
      isAdmitted
        ? undefined
        : new Refusal(429, 'too_many', 'too many messages at once; wait a few seconds and send it again'),
    );
  };
}
