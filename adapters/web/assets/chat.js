// The chat without reloads. The page works without this file: everything here only makes its forms better,
// and whatever fails here before a message is on its way leaves the form to the browser.

const PATIENCE = 20_000;
const chat = document.querySelector('.chat');
const log = chat.querySelector('.log');
const choices = chat.querySelector('.choices');
const question = chat.querySelector('#question');
const trouble = chat.querySelector('.trouble');
const typing = chat.querySelector('.typing');

let waiting = false;

chat.addEventListener('submit', (event) => {
  const { submitter, target } = event;
  const pressed = submitter?.name === 'value' ? submitter : undefined;
  // A browser too old to say which button was pressed sends the form itself.
  if (target === choices && !pressed) return;
  const text = question.value.trim();
  if (waiting || (!pressed && !text)) return event.preventDefault();
  const message = { type: 'message', id: newId(), ...(pressed ? { value: pressed.value } : { text }) };
  const bubble = citizenBubble(pressed ? pressed.textContent : text);
  show(bubble);
  event.preventDefault();
  if (!pressed) question.value = '';
  send(message, bubble);
});

async function send(message, asked) {
  const byButton = message.text === undefined;
  setWaiting(true);
  trouble.replaceChildren();
  try {
    const { activities, refused } = await post(message);
    if (refused) return takeBack(message, asked, refused);
    settle(activities[0]?.conversation?.id);
    if (activities.some(({ channelData }) => channelData?.forgets)) log.replaceChildren();
    const bubbles = activities.map(botBubble);
    bubbles.forEach(show);
    offer(activities.at(-1));
    setWaiting(false);
    arrive(bubbles[0], byButton);
  } catch {
    offerAgain(message, asked);
  }
}

/** Sends one Activity. The same id again is answered with the same answer, also the first, so trying again is safe. */
async function post(message) {
  const { locale, conversation, opening } = chat.dataset;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      signal: abort.signal,
      body: JSON.stringify({
        ...message,
        locale,
        ...(conversation ? { conversation: { id: conversation } } : {}),
        ...(opening === undefined ? {} : { channelData: { opening } }),
      }),
    });
    if (response.status >= 500) throw new Error(`answered ${response.status}`);
    return response.ok ? await response.json() : { refused: await reasonOf(response) };
  } finally {
    clearTimeout(timer);
  }
}

/** The server's word for why it refuses; something in between may have refused in its own way. */
async function reasonOf(response) {
  const answer = await response.json().catch(() => undefined);
  return answer?.error?.code ?? 'unknown';
}

/** The conversation has begun: what stood on the page before is part of it now. */
function settle(conversation) {
  if (conversation) chat.dataset.conversation = conversation;
  delete chat.dataset.opening;
  for (const field of chat.querySelectorAll('input[name=opening]')) field.remove();
  if (location.search || location.hash) history.replaceState(null, '', '/');
}

function offer(activity) {
  const actions = activity?.suggestedActions?.actions ?? [];
  const buttons = actions.map(({ title, value }) => {
    const button = copyOf('choice-button');
    button.textContent = title;
    button.value = value;
    return button;
  });
  for (const button of choices.querySelectorAll('button')) button.remove();
  choices.append(...buttons);
}

/** What was refused is not refused less the second time: the words go back into the field, to be changed. */
function takeBack({ text = '' }, asked, reason) {
  setWaiting(false);
  asked.remove();
  question.value ||= text;
  const notice = copyOf(document.getElementById(`refused-${reason}`) ? `refused-${reason}` : 'refused');
  trouble.replaceChildren(notice);
  notice.scrollIntoView({ block: 'nearest' });
  if (text) question.focus({ preventScroll: true });
}

function offerAgain(message, asked) {
  setWaiting(false);
  const failure = copyOf('failure');
  failure.querySelector('button').addEventListener('click', () => {
    if (waiting) return;
    // The button is about to go; the field would open a phone's keyboard.
    log.lastElementChild?.focus({ preventScroll: true });
    send(message, asked);
  });
  trouble.replaceChildren(failure);
  failure.scrollIntoView({ block: 'nearest' });
}

/** Whoever types goes on typing; whoever presses buttons is taken to the answer, so that no keyboard covers it. */
function arrive(bubble, byButton) {
  if (!bubble) return;
  if (byButton) bubble.focus({ preventScroll: true });
  else question.focus({ preventScroll: true });
  bubble.scrollIntoView({ block: 'start', behavior: isCalm() ? 'auto' : 'smooth' });
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function setWaiting(is) {
  waiting = is;
  chat.classList.toggle('waiting', is);
  typing.textContent = is ? chat.dataset.typing : '';
}

function show(bubble) {
  log.append(bubble);
  bubble.scrollIntoView({ block: 'nearest' });
}

function citizenBubble(text) {
  const bubble = copyOf('citizen-bubble');
  bubble.querySelector('.text').textContent = text;
  return bubble;
}

function botBubble({ text, locale, channelData }) {
  const bubble = copyOf('bot-bubble');
  bubble.lang = locale;
  // The title is the first line of the text, set off here.
  const title = channelData?.title ?? '';
  const body = title ? text.slice(title.length + 1) : text;
  bubble.querySelector('.title').textContent = title;
  bubble.querySelector('.text').append(...body.split('\n').map(line));
  return bubble;
}

const copyOf = (template) => document.getElementById(template).content.firstElementChild.cloneNode(true);

/** As in linked.ts: a line of a list hangs behind its point. */
function line(text) {
  const shown = document.createElement('span');
  shown.className = text.startsWith('• ') ? 'line point' : 'line';
  shown.append(...linked(text), '\n');
  return shown;
}

/** Text with its web addresses as links. */
function linked(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]។៕៖])/u);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const link = document.createElement('a');
    Object.assign(link, { href: part, target: '_blank', rel: 'noopener noreferrer', textContent: part });
    return link;
  });
}

/** Not randomUUID: that one is missing where the page is not served over https. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

if (chat.dataset.conversation && !location.hash) log.lastElementChild?.scrollIntoView({ block: 'start' });
