import { callParts } from './calls.js';
import { draw, drawList } from './draw.js';

/** A phone of a platform, with what a developer can do to it. `changed` is called when something was done. */
export function openPhone(name, platform, changed) {
  const desk = document.querySelector('#desk').content.cloneNode(true).firstElementChild;
  const find = (selector) => desk.querySelector(selector);
  const act = actOf(name, find('.trouble'), changed);
  const context = { act, desk, find, write: () => find('.words input').focus() };
  let now = {};

  desk.classList.add(name);
  find('h2').textContent = platform.title;
  scrolls(find('.screen'), `Conversation on ${platform.title}`);
  scrolls(find('.calls'), `Calls to ${platform.title}`);
  platform.furnish(context);
  wire(context, () => now, platform);

  return {
    desk,
    show(state) {
      now = state;
      find('.name').textContent = state.name;
      if (find('[name=language]').value !== state.language) find('[name=language]').value = state.language;
      draw(find('.opening'), opening(state), () =>
        state.messages.length > 0 ? [] : platform.opening(state, context),
      );
      const bubbles = state.messages.map((message) => ({ id: message.id ?? message.mid, ...message }));
      const hasGrown = drawList(find('.log'), bubbles, (message, item) =>
        platform.bubble(message, context, item),
      );
      platform.show(state, context);
      if (hasGrown) find('.screen').scrollTop = find('.screen').scrollHeight;
      const calls = state.calls.map((call) => ({ id: call.number, ...call }));
      drawList(find('.calls ol'), calls, callParts, { inFront: true });
    },
  };
}

/** A part that the arrow keys can scroll. */
function scrolls(part, label) {
  part.setAttribute('aria-label', label);
  part.tabIndex = 0;
}

/** What stands on the screen before anything is said. */
const opening = ({ messages, calls: _calls, ...rest }) => [messages.length === 0, rest];

/** Does something, and says it when it cannot be done. */
const actOf = (name, trouble, changed) => async (deed, body, done) => {
  const response = await fetch(`/${name}/${deed}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  }).catch(() => undefined);
  const { refused } = (await response?.json()) ?? { refused: 'Nobody answers: has `npm run dev` ended?' };
  trouble.textContent = refused ?? done ?? '';
  trouble.classList.toggle('bad', refused !== undefined);
  await changed();
  return refused === undefined;
};

function wire({ act, desk, find, write }, state, platform) {
  find('.say').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { text } = event.target.elements;
    if (text.value.trim() !== '' && (await act('say', { text: text.value }))) text.value = '';
  });
  for (const form of desk.querySelectorAll('form[data-deed]'))
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const body = Object.fromEntries(new FormData(form));
      const deed = platform.deedOf?.(form.dataset.deed, state()) ?? form.dataset.deed;
      await act(deed, body, doneOf(deed, body));
    });
  find('[name=language]').addEventListener('change', ({ target }) => target.form.requestSubmit());
  find('.another').addEventListener('click', async () => {
    await act('another', {}, 'A citizen who has never written before.');
    write();
  });
}

const doneOf = (deed, { times, kind }) =>
  deed === 'fault'
    ? `The next ${times === '1' ? 'answer meets' : `${times} answers meet`} “${kind}”. The bot waits as long as it would for the platform.`
    : '';
