import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webhookOf } from '../../adapters/telegram/setup.ts';
import { type FakeTelegram, startTelegram } from '../fakes/telegram/index.ts';
import { commandFile } from '../fixtures/compiled.ts';

let fake: FakeTelegram;
beforeEach(async () => {
  fake = await startTelegram();
});
afterEach(() => fake.close());

const WEBHOOK = { TELEGRAM_WEBHOOK_SECRET: 'canary_secret', PUBLIC_URL: 'https://villager.example/' };

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** Runs `npm run telegram:setup` against the imitation; neither token nor secret may be told. */
function setup(environment: Record<string, string> = {}, ...options: string[]): Promise<Ended> {
  const env = {
    ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
    ...{ TELEGRAM_TOKEN: fake.token, TELEGRAM_API_ROOT: fake.url, ...environment },
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [commandFile('telegram-setup'), ...options],
      { env },
      (error, stdout, stderr) => {
        const out = `${stdout}${stderr}`;
        expect(out).not.toContain(fake.token.split(':')[1]);
        expect(out).not.toContain('canary');
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out });
      },
    );
  });
}
const changing = () =>
  fake.calls.filter(({ method }) => /^(set|delete)/.test(method)).map(({ method }) => method);

describe('the setup', () => {
  test('changes what differs the first time, and nothing the second', async () => {
    const first = await setup(WEBHOOK);
    expect(first.out).toMatch(/@SmartVillagerBot: 13 of Telegram's settings differed/);
    expect(first.code).toBe(0);
    expect(fake.calls.filter(({ refused }) => refused)).toEqual([]);
    expect(fake.webhook()).toMatchObject({
      url: 'https://villager.example/webhooks/telegram',
      secret: 'canary_secret',
      allowed: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    const changes = changing().length;
    expect(changes).toBe(13);
    const second = await setup(WEBHOOK);
    expect(second.out.trim()).toBe('@SmartVillagerBot: nothing had to change.');
    expect(changing()).toHaveLength(changes);
  });

  test('sets the webhook again when asked, and when Telegram was refused', async () => {
    await setup(WEBHOOK);
    expect((await setup(WEBHOOK, '--again')).out).toMatch(/changed: webhook/);
    const before = changing().length;
    fake.webhook()!.lastError = 'Wrong response from the webhook: 401 Unauthorized';
    expect((await setup(WEBHOOK)).out).toMatch(/1 of Telegram's settings/);
    expect(changing()).toHaveLength(before + 1);
  });

  test('takes the webhook away where there is no secret', async () => {
    await setup(WEBHOOK);
    const { out } = await setup();
    expect(out).toMatch(/webhook taken away/);
    expect(fake.webhook()).toBeUndefined();
  });

  test('names what Telegram refuses, and sets the rest', async () => {
    fake.fault({ kind: '429', method: 'setMyName', retryAfter: 3600 });
    const { code, out } = await setup(WEBHOOK);
    expect(code).toBe(1);
    expect(out).toMatch(/refused: name \(any other language\). telegram: setMyName was refused with 429/);
    expect(out.match(/^changed: /gm)).toHaveLength(12);
  });

  test('changes nothing in a dry run', async () => {
    const { out } = await setup(WEBHOOK, '--dry-run');
    expect(out).toMatch(/would change: commands \(km\)/);
    expect(changing()).toEqual([]);
  });
});

describe('what cannot be set up is told in a sentence', () => {
  test.each([
    [{ TELEGRAM_TOKEN: '' }, /TELEGRAM_TOKEN is not set. @BotFather/],
    [{ TELEGRAM_WEBHOOK_SECRET: 'a' }, /unset TELEGRAM_WEBHOOK_SECRET/],
    [{ TELEGRAM_WEBHOOK_SECRET: 'a', PUBLIC_URL: 'http://villager.example' }, /must begin with https/],
    [{ TELEGRAM_TOKEN: '1:revoked' }, /refused with 401. Copy the token of @BotFather/],
  ])('%o', async (environment, sentence) => {
    const { code, out } = await setup(environment);
    expect(code).toBe(1);
    expect(out).toMatch(sentence);
    expect(out.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(changing()).toEqual([]);
  });

  test('a port that Telegram does not call', () => {
    expect(() =>
      webhookOf({ secret: 'a', publicUrl: 'https://villager.example:3000' }, '/webhooks/telegram'),
    ).toThrow(/443, 80, 88 and 8443/);
  });
});
