import { messenger } from './messenger.js';
import { openPhone } from './phone.js';
import { telegram } from './telegram.js';

const EVERY_MS = 400;
const lost = document.querySelector('.lost');
const phones = { telegram, messenger };
const open = Object.entries(phones).map(([name, platform]) => [name, openPhone(name, platform, refresh)]);
document.querySelector('main').append(...open.map(([, { desk }]) => desk));

/** Asks what there is to see, and draws what differs. */
async function refresh() {
  const response = await fetch('/state').catch(() => undefined);
  const says = response?.ok ? '' : '`npm run dev` has ended. Start it again, then load this page anew.';
  if (lost.textContent !== says) lost.textContent = says;
  if (!response?.ok) return;
  const state = await response.json();
  for (const [name, phone] of open) phone.show(state[name]);
}

while (true) {
  if (!document.hidden) await refresh();
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}
