import { bubble, choiceForm, templates } from './bubbles.ts';
import { html } from './html.ts';
import { MOST_TEXT } from './incoming.ts';
import { document } from './layout.ts';
import type { View } from './site.ts';
import type { Spoken } from './spoken.ts';
import type { Entry, Thread } from './threads.ts';

export interface ChatState {
  /** The conversation that goes on; undefined until something has been said. */
  readonly shown: { readonly id: string; readonly thread: Thread } | undefined;
  /** What is shown although it is not part of the conversation yet, and the code that leads to it. */
  readonly opening: { readonly code: string; readonly spoken: readonly Spoken[] } | undefined;
  /** Why the last message was not taken. */
  readonly notice?: string | undefined;
}

/** The chat: all that was said, the choices, and a field for the next question. */
export function chatPage(view: View, { shown, opening, notice }: ChatState): string {
  const { say, locale, assets } = view;
  const opened = (opening?.spoken ?? []).map((spoken): Entry => ({ from: 'bot', spoken }));
  const entries = [...(shown?.thread.entries ?? []), ...opened];
  const latest = Math.max(
    0,
    entries.findLastIndex(({ from }) => from === 'citizen'),
  );
  const hidden = html`<input type="hidden" name="lang" value="${locale}">${
    opening && html`<input type="hidden" name="opening" value="${opening.code}">`
  }`;
  return document(view, {
    title: say('web.title'),
    description: say('web.description'),
    addresses: { km: '/?lang=km', en: '/?lang=en' },
    goes: 'services',
    head: html`<script type="module" src="${assets.script}"></script>`,
    body: html`<main id="content" class="chat" data-locale="${locale}" data-typing="${say('web.typing')}"${
      shown && html` data-conversation="${shown.id}"`
    }${opening && html` data-opening="${opening.code}"`}>
<h1 class="unseen">${say('web.conversation')}</h1>
<div class="log" role="log" aria-label="${say('web.conversation')}">
${entries.slice(0, latest).map((entry) => bubble(view, entry))}<span id="latest"></span>${entries.slice(latest).map((entry) => bubble(view, entry))}</div>
<p class="typing" role="status"></p>
<div class="trouble">${notice && html`<p class="failure" role="alert">${notice}</p>`}</div>
${choiceForm(view, entries, hidden)}
<p class="fine"><a href="/${locale}/privacy">${say('privacy.title')}</a></p>
<form class="ask" method="post" action="/">${hidden}
<label class="unseen" for="question">${say('web.question')}</label>
<input id="question" name="text" maxlength="${MOST_TEXT}" required autocomplete="off" enterkeyhint="send" placeholder="${say('web.placeholder')}" dir="auto">
<button>${say('web.send')}</button>
</form>
${templates(view)}</main>`,
  });
}
