import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startWhole, type WholeServer } from '../fixtures/whole-server.ts';

/** One office is rated on every channel, as a citizen does it: asked, pressed, typed; then once more. */
let whole: WholeServer;
/** Each deed comes ten seconds after the one before: whoever writes faster is asked to slow down. */
let passed = 0;
const start = Date.UTC(2026, 10, 20, 2);
beforeAll(async () => {
  whole = await startWhole(realKnowledge(), {}, () => new Date(start + passed));
});
afterAll(() => whole.close());

const QUESTION = 'how much is a barber shop licence?';
const RATING = {
  office: 'district-owso',
  place: '0204',
  service: 'barber-shop-licence',
  liking: 'dislike',
  reasons: 'price staff',
  gender: 'female',
  prompted: 1,
  is_test: 0,
};

const rowsOf = (sql: string, channel: string) => {
  const database = new Database(whole.file, { readonly: true });
  const rows = database.prepare(sql).all(channel);
  database.close();
  return rows;
};
const ratings = (channel: string) => rowsOf('SELECT * FROM rating WHERE channel = ?', channel);
const prompts = (channel: string) =>
  rowsOf("SELECT service FROM occurrence WHERE channel = ? AND kind = 'prompt'", channel);

/** What a citizen does on a channel; each resolves when the answer to it is there. */
interface Hands {
  readonly says: (text: string) => Promise<void>;
  readonly presses: (label: string) => Promise<void>;
}

async function ratesTwice({ says, presses }: Hands, channel: string) {
  await says(QUESTION);
  await presses('Used it? Rate it');
  await says('Bavel');
  await presses('▼ Not satisfied');
  expect(ratings(channel)).toMatchObject([{ liking: 'dislike', reasons: '', gender: null }]);
  await presses('Staff');
  await presses('Price');
  await presses('Done');
  await presses('Female');
  expect(ratings(channel)).toMatchObject([RATING]);

  await says('rate');
  await presses('District One Window');
  await presses('Bavel');
  await says('satisfied');
  await presses('Skip');
  expect(ratings(channel)).toMatchObject([{ ...RATING, liking: 'like', reasons: '' }]);
  expect(prompts(channel)).toEqual([{ service: 'barber-shop-licence' }]);
}

/** Does something, and waits until the bot has answered and says no more. */
async function answered(said: () => readonly unknown[], act: () => unknown) {
  passed += 10_000;
  const before = said().length;
  await act();
  let seen = before;
  const isDone = () => {
    const more = said().length > seen;
    seen = said().length;
    return seen > before && !more;
  };
  await vi.waitUntil(isDone, { timeout: 10_000, interval: 150 });
}

describe('an office is rated', () => {
  test('on Telegram', async () => {
    const chat = 6001;
    const said = () => whole.telegram.messages(chat).filter(({ from }) => from === 'bot');
    const does = (act: () => unknown) => answered(said, act);
    await ratesTwice(
      {
        says: (text) => does(() => whole.telegram.userSays(chat, text, { language_code: 'en' })),
        presses: (label) => does(() => whole.telegram.userPresses(chat, label)),
      },
      'telegram',
    );
    // What was pressed stays marked where it was pressed; reasons, which can be taken back, by their own mark alone.
    const labels = said().map(({ keyboard }) => keyboard.flat().map(({ text }) => text));
    expect(whole.telegram.calls.filter(({ refused }) => refused !== undefined)).toEqual([]);
    expect(labels.some((all) => all.includes('✓ ▼ Not satisfied'))).toBe(true);
    expect(labels.some((all) => all.includes('☑ Staff') && all.includes('☑ Price'))).toBe(true);
    expect(labels.flat().filter((label) => /✓.*☑/u.test(label))).toEqual([]);
  });

  test('on Messenger', async () => {
    const psid = '6002';
    const said = () => whole.graph.messages(psid).filter(({ from }) => from === 'page');
    const does = (act: () => unknown) => answered(said, act);
    await ratesTwice(
      {
        says: (text) => does(() => whole.graph.userSays(psid, text)),
        presses: (label) => does(() => whole.graph.userPresses(psid, label)),
      },
      'messenger',
    );
    expect(whole.graph.calls.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('on the web, without JavaScript', async () => {
    let cookie = '';
    const choices = new Map<string, string>();
    const page = async (fields?: Record<string, string>) => {
      const response = await fetch(`${whole.url()}/?lang=en`, {
        headers: { cookie },
        redirect: 'manual',
        ...(fields ? { method: 'POST', body: new URLSearchParams({ lang: 'en', ...fields }) } : {}),
      });
      const set = response.headers.getSetCookie().map((one) => one.split(';')[0]!);
      if (set.length > 0) cookie = [...new Set([...cookie.split('; ').filter(Boolean), ...set])].join('; ');
      return response.text();
    };
    const does = async (fields: Record<string, string>) => {
      passed += 10_000;
      await page(fields);
      const html = await page();
      choices.clear();
      for (const [, value, label] of html.matchAll(/<button name="value" value="([\w-]+)">([^<]+)</g))
        choices.set(label!, value!);
      expect(choices.size, html.slice(-1500)).toBeGreaterThan(0);
    };
    await ratesTwice(
      { says: (text) => does({ text }), presses: (label) => does({ value: choices.get(label)! }) },
      'web',
    );
  });
});
