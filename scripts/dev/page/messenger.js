import { button, draw, element, languageOf } from './draw.js';

const SENDABLE = {
  image: 'A photo',
  sticker: 'A sticker',
  audio: 'A voice message',
  file: 'A file',
  location: 'My location',
};

/** What Messenger's app draws. */
export const messenger = {
  title: 'Messenger',

  furnish({ find, act }) {
    find('.menu summary').textContent = 'Menu';
    find('.send .sheet').append(
      ...Object.entries(SENDABLE).map(([kind, name]) =>
        button(name, () => act('send', { kind }).then(() => closeAll(find))),
      ),
    );
    const words = element('input', {
      name: 'text',
      autocomplete: 'off',
      value: 'An officer answers.',
    });
    const human = element(
      'form',
      { 'data-deed': 'human' },
      element('label', {}, 'A human of the Page ', words),
      element('button', {}, 'Answer from the inbox'),
    );
    find('.fault').before(human);
    find('.hands .buttons').append(button('Block the bot', () => act('block'), { class: 'block' }));
  },

  /** A link opens a new conversation through Get Started, one that has begun as it is. */
  deedOf: (deed, { messages }) => (deed === 'start' && messages.length > 0 ? 'follow' : deed),

  opening: ({ greeting, iceBreakers }, { act }) => [
    element('p', { class: 'about', lang: languageOf(greeting) }, greeting),
    ...iceBreakers.map(({ question, payload }) =>
      button(question, () => act('tap', { payload }), { class: 'breaker' }),
    ),
    button('Get started', () => act('start', { code: '' }), { class: 'start' }),
  ],

  bubble({ from, text, buttons, elements }, context, item) {
    item.className = from === 'user' ? 'mine' : 'theirs';
    const said = element('div', { class: 'bubble', lang: languageOf(text) }, text, ...taps(buttons, context));
    const cards = elements.map(({ title, buttons: below }) =>
      element('li', { lang: languageOf(title) }, element('b', {}, title), ...taps(below, context, title)),
    );
    return [
      from === 'human' && element('small', {}, 'A human of the Page'),
      (text !== '' || buttons.length > 0) && said,
      cards.length > 0 && element('ul', { class: 'cards', tabindex: 0, 'aria-label': 'Choices' }, ...cards),
    ].filter((part) => part !== false);
  },

  show({ messages, menu, isBlocking }, { act, find, write }) {
    find('.block').textContent = isBlocking ? 'Unblock the bot' : 'Block the bot';
    draw(find('.offers'), messages.at(-1)?.quickReplies ?? [], (replies) =>
      replies.map(({ title, payload }) =>
        // It vanishes with the tap: the focus goes on to where one writes.
        button(title, () => act('press', { payload }).then(write)),
      ),
    );
    draw(find('.menu .sheet'), menu, () =>
      menu.map(({ title, payload }) =>
        button(title, () => act('tap', { payload }).then(() => closeAll(find))),
      ),
    );
  },
};

const taps = (buttons, { act }, about) =>
  buttons.map(({ title, payload }) =>
    button(title, () => act('press', { payload }), about ? { 'aria-label': `${title}: ${about}` } : {}),
  );

function closeAll(find) {
  for (const part of ['.menu', '.send']) find(part).open = false;
}
