// Draws only what differs, so that the focus, the place one reads at and what is announced stay as they are.

const drawn = new WeakMap();
const FOCUSABLE = 'button, summary, input, select, a';

/** Fills a node with the parts of some data; tells whether that was needed. A focused button stays focused. */
export function draw(node, data, partsOf) {
  const now = JSON.stringify(data);
  if (drawn.get(node) === now) return false;
  drawn.set(node, now);
  const focused = [...node.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  node.replaceChildren(...partsOf(data));
  if (focused >= 0) node.querySelectorAll(FOCUSABLE)[focused]?.focus();
  return true;
}

/** A list whose items have an `id`: known items stay, new ones go to the end, or in front. Tells whether any came. */
export function drawList(list, items, partsOf, { inFront = false } = {}) {
  const known = new Map([...list.children].map((item) => [item.dataset.id, item]));
  let hasGrown = false;
  for (const data of inFront ? items.toReversed() : items) {
    const id = String(data.id);
    const item = known.get(id) ?? element('li');
    if (!known.delete(id)) {
      item.dataset.id = id;
      list[inFront ? 'prepend' : 'append'](item);
      hasGrown = true;
    }
    draw(item, data, () => partsOf(data, item));
  }
  for (const gone of known.values()) gone.remove();
  return hasGrown;
}

/** An element with attributes and content; what is false is left out. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  made.append(...content.filter((part) => part !== false));
  return made;
}

export const button = (label, click, attributes = {}) =>
  element('button', { type: 'button', click, lang: languageOf(label), ...attributes }, label);

/** For a screen reader's voice, and for the font. */
export const languageOf = (text) => (/[\u1780-\u17ff]/.test(text) ? 'km' : 'en');
