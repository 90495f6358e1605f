import { button, draw, element, languageOf } from './draw.js';

const SENDABLE = {
  photo: 'A photo',
  sticker: 'A sticker',
  voice: 'A voice message',
  document: 'A document',
};
let keyboardsSeen = 0;

/** What Telegram's app draws. */
export const telegram = {
  title: 'Telegram',

  furnish({ find, act }) {
    find('.menu summary').textContent = 'Menu';
    const sheet = find('.send .sheet');
    const places = element('select', { class: 'place' });
    const sendPlace = () => act('place', { place: places.value }).then(() => closeAll(find));
    sheet.append(
      element('label', {}, 'My place ', places),
      button('Send the place', sendPlace),
      ...Object.entries(SENDABLE).map(([kind, name]) =>
        button(name, () => act('send', { kind }).then(() => closeAll(find))),
      ),
    );
    const blocks = button('Block the bot', () => act('block'), { class: 'block' });
    const edits = button('Edit the last message', () => editLast(find, act));
    find('.hands .buttons').append(edits, blocks);
  },

  opening: ({ description }, { act }) => [
    element('p', { class: 'about', lang: languageOf(description) }, description),
    button('Start', () => act('start', { code: '' }), { class: 'start' }),
  ],

  bubble(message, { act }, item) {
    const { id, from, text, html, keyboard, edited } = message;
    item.className = from === 'bot' ? 'theirs' : 'mine';
    const written = from === 'bot' && text !== html.trim() ? formatted(html) : [text];
    const rows = keyboard.map((row) =>
      element('div', {}, ...row.map((key) => button(key.text, () => press(key), { title: key.text }))),
    );
    const press = ({ callback_data: data }) => act('press', { message: id, data });
    return [
      element(
        'div',
        { class: 'bubble', lang: languageOf(text) },
        ...written,
        edited && from === 'user' && element('small', {}, ' edited'),
      ),
      rows.length > 0 && element('div', { class: 'inline' }, ...rows),
    ].filter((part) => part !== false);
  },

  show({ commands, places, keyboard, keyboardsSent, isBlocking }, context) {
    const { act, find } = context;
    find('.block').textContent = isBlocking ? 'Unblock the bot' : 'Block the bot';
    draw(find('.place'), places, () => places.map((place) => element('option', {}, place)));
    draw(find('.menu .sheet'), commands, () =>
      commands.map(({ command, description }) =>
        button(`/${command} ${description}`, () =>
          act('say', { text: `/${command}` }).then(() => closeAll(find)),
        ),
      ),
    );
    showKeyboard(keyboard, keyboardsSent, context);
  },
};

/** The keyboard in place of the phone's own: opened when it is sent, folded when it was used. */
function showKeyboard(keyboard, sent, { act, find }) {
  const folding = find('.keyboard');
  folding.hidden = keyboard === undefined;
  if (sent > keyboardsSeen) folding.open = true;
  keyboardsSeen = sent;
  const press = async ({ text, request_location: asksPlace }) => {
    if (!asksPlace) return act('say', { text }).then(() => (folding.open = false));
    find('.send').open = true;
    find('.place').focus();
  };
  draw(find('.keys'), keyboard ?? [], (rows) =>
    rows.map((row) => element('div', {}, ...row.map((key) => button(key.text, () => press(key))))),
  );
}

async function editLast(find, act) {
  const field = find('.words input');
  if (await act('edit', { text: field.value })) field.value = '';
}

function closeAll(find) {
  for (const part of ['.menu', '.send', '.keyboard']) find(part).open = false;
}

const KEPT = ['B', 'STRONG', 'I', 'EM', 'U', 'S', 'CODE', 'PRE', 'BLOCKQUOTE'];

/** Telegram's HTML as elements of the page: known marks only, and nothing that could load or run. */
function formatted(html) {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.data];
    const inner = [...node.childNodes].flatMap(copy);
    return KEPT.includes(node.nodeName) ? [element(node.nodeName, {}, ...inner)] : inner;
  };
  return copy(new DOMParser().parseFromString(html, 'text/html').body);
}
