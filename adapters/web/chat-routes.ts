import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { encode, LOCALES, MAX_CODE_BYTES, newConversation, takeTurn } from '../../bot/index.ts';
import type { Store } from '../store.ts';
import { type ChatState, chatPage } from './chat-page.ts';
import { type Exchange, findThread } from './exchange.ts';
import { MOST_TEXT } from './incoming.ts';
import { asLocale } from './locale.ts';
import { Opening } from './opening.ts';
import { type Site, type View, viewFor } from './site.ts';
import { spokenReply } from './spoken.ts';
import type { Thread } from './threads.ts';

const Asked = z.object({
  ref: Opening,
  lang: z.enum(LOCALES).optional().catch(undefined),
});
const Sent = z.object({
  text: z.string().optional().catch(undefined),
  value: z.string().min(1).max(MAX_CODE_BYTES).optional().catch(undefined),
  opening: Opening,
});

/** The chat page: shown with GET, and without JavaScript also talked to with POST. */
export function chatRoutes(site: Site, store: Pick<Store, 'memory'>, exchange: Exchange): Router {
  const router = Router();
  const shownOf = async (request: Request): Promise<ChatState['shown']> => {
    const id = site.cookies.conversation(request);
    const thread = await findThread(store, id);
    return thread && { id: String(id), thread };
  };

  router.get('/', async (request, response) => {
    const view = viewFor(site, request);
    if (asLocale(request.query['lang'])) site.cookies.keepLocale(response, view.locale);
    const shown = await shownOf(request);
    const { ref, lang } = Asked.parse(request.query);
    send(response, view, {
      shown,
      opening: openingOf(view, shown?.thread, ref || (lang && languageSwitch(view, shown?.thread))),
    });
  });

  router.post(
    '/',
    express.urlencoded({ extended: false, limit: '32kb', inflate: false }),
    async (request, response) => {
      const { text, value, opening } = Sent.parse(request.body ?? {});
      const view = viewFor(site, request, asLocale(request.body?.lang));
      const shown = await shownOf(request);
      if (text !== undefined && text.length > MOST_TEXT) {
        const notice = view.say('web.sent-long', { most: MOST_TEXT });
        response.status(400);
        return send(response, view, { shown, opening: openingOf(view, shown?.thread, opening), notice });
      }
      if (text?.trim() || value) {
        const { conversation } = await exchange({
          type: 'message',
          locale: view.locale,
          ...(value === undefined ? { text: (text ?? '').trim() } : { value }),
          ...(shown ? { conversation: { id: shown.id } } : {}),
          ...(opening === undefined ? {} : { channelData: { opening } }),
        });
        site.cookies.keepConversation(response, conversation);
        site.cookies.keepLocale(response, view.locale);
      }
      response.redirect(303, '/#latest');
    },
  );
  return router;
}

/** A conversation is nobody else's to find on a shared phone: no copy of it stays in the browser. */
function send(response: Response, view: View, state: ChatState): void {
  const cached = state.shown ? 'no-store' : 'private, no-cache';
  response.set('Cache-Control', cached).type('html').send(chatPage(view, state));
}

/**
 * What the page shows before anything is said: the greeting, what a link points to, or the other language.
 * A pure turn that nobody remembers: it becomes part of a conversation with the first message, so that a
 * crawler or a reload leaves no trace.
 */
function openingOf(view: View, thread: Thread | undefined, ref: string | undefined): ChatState['opening'] {
  const met = thread !== undefined && thread.entries.length > 0;
  const code = ref ?? '';
  if (code === '' && met) return undefined;
  const utterance = { kind: 'arrive', ...(code === '' ? {} : { code }) } as const;
  const { replies, conversation } = takeTurn(
    view.knowledge,
    { ...newConversation(view.locale), met },
    utterance,
    view.today,
  );
  return { code, spoken: replies.map((reply) => spokenReply(reply, conversation.locale ?? view.locale)) };
}

/** The other language was asked for in the middle of a conversation: the bot says that it goes on in that one. */
function languageSwitch({ locale }: View, thread: Thread | undefined): string | undefined {
  const last = thread?.entries.findLast((entry) => entry.from === 'bot');
  return last?.from === 'bot' && last.spoken.locale !== locale
    ? encode({ kind: 'locale', locale })
    : undefined;
}
