import { titleAndBody } from '../activity.ts';
import type { OutgoingActivity } from '../villager.ts';
import { type Html, html, type Part } from './html.ts';
import { MOST_TEXT } from './incoming.ts';
import { spokenLines } from './linked.ts';
import type { View } from './site.ts';
import { type Action, choicesOf, type Spoken } from './spoken.ts';
import type { Entry } from './threads.ts';

/** One line of the conversation. */
export const bubble = (view: View, entry: Entry): Html =>
  entry.from === 'bot' ? botBubble(view, entry.spoken) : citizenBubble(view, entry.text);

const citizenBubble = ({ say }: View, text: string): Html =>
  html`<article class="said citizen" tabindex="-1"><p class="who">${say('web.you')}</p><p class="text" dir="auto">${text}</p></article>
`;

function botBubble({ say }: View, spoken: Spoken): Html {
  const { title, body } = titleAndBody(spoken as OutgoingActivity);
  return html`<article class="said bot" tabindex="-1" lang="${spoken.locale}"><p class="who">${say('web.bot')}</p>${
    title && html`<p class="title">${title}</p>`
  }<p class="text">${spokenLines(body)}</p></article>
`;
}

/** The choices of the last thing said; they are buttons of a form, so that they work without JavaScript. */
export function choiceForm({ say }: View, entries: readonly Entry[], hidden: Part): Html {
  const last = entries.at(-1);
  const actions = last?.from === 'bot' ? choicesOf(last.spoken) : [];
  return html`<form class="choices" method="post" action="/" aria-label="${say('web.choices')}">${hidden}${actions.map(choiceButton)}</form>`;
}

const choiceButton = ({ title, value }: Action): Html =>
  html`<button name="value" value="${value}">${title}</button>`;

/** Empty lines of a conversation for the script to fill: the markup stands here only. */
export const templates = (
  view: View,
): Html => html`<template id="citizen-bubble">${citizenBubble(view, '')}</template>
<template id="bot-bubble"><article class="said bot" tabindex="-1"><p class="who">${view.say('web.bot')}</p><p class="title"></p><p class="text"></p></article></template>
<template id="choice-button">${choiceButton({ type: '', title: '', value: '' })}</template>
<template id="failure"><div class="failure" role="alert"><p>${view.say('web.offline')}</p><button type="button">${view.say('web.retry')}</button></div></template>
<template id="refused"><div class="failure" role="alert"><p>${view.say('web.refused')}</p><p>${view.say('web.refused-help')}</p></div></template>
<template id="refused-too_many"><p class="failure" role="alert">${view.say('web.sent-many')}</p></template>
<template id="refused-too_long"><p class="failure" role="alert">${view.say('web.sent-long', { most: MOST_TEXT })}</p></template>
`;
