import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage, profileIn, versionWarning } from '../../adapters/messenger/index.ts';
import { LIMITS } from '../../adapters/messenger/limits.ts';
import { newConversation, takeTurn } from '../../bot/index.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { commandFile } from '../fixtures/compiled.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const wanted = profileIn(knowledge.speech);
const FIELDS = ['message_echoes', 'messages', 'messaging_postbacks', 'messaging_referrals'];

let graph: FakeGraph;
beforeEach(async () => {
  graph = await startFakeGraph({ subscribed: [] });
});
afterEach(() => graph.close());
const open = () => openPage({ ...graph.access, apiRoot: graph.url, graphVersion: 'v25.0' });
const posts = () => graph.calls.filter(({ method }) => method === 'POST').map(({ path }) => path);

describe('setting up the Page', () => {
  it('changes all that lacks in one call for each side, and the second time nothing', async () => {
    expect(await open().setUp(wanted, false)).toEqual([
      `subscribed to messages, messaging_postbacks, messaging_referrals, message_echoes`,
      'set get_started',
      'set greeting',
      'set ice_breakers',
      'set persistent_menu',
    ]);
    expect(posts()).toEqual(['/me/subscribed_apps', '/me/messenger_profile']);
    expect([...graph.subscribed()].sort()).toEqual(FIELDS);
    expect(await open().setUp(wanted, false)).toEqual([]);
    expect(posts()).toHaveLength(2);
  });

  it('sends only the part that differs, and keeps fields that somebody else subscribed to', async () => {
    await graph.close();
    graph = await startFakeGraph({ subscribed: ['messages', 'message_reads'] });
    await open().setUp(wanted, false);
    expect([...graph.subscribed()].sort()).toEqual(['message_reads', ...FIELDS].sort());
    const [first, ...others] = wanted.greeting!;
    const changed = { ...wanted, greeting: [{ ...first!, text: 'Other words' }, ...others] };
    expect(await open().setUp(changed, false)).toEqual(['set greeting']);
    const { appsecret_proof: _proof, ...sent } = graph.calls.at(-1)!.body;
    expect(sent).toEqual({ greeting: changed.greeting });
  });

  it('replaces a profile of another kind', async () => {
    await graph.close();
    const persistent_menu = [{ locale: 'default', call_to_actions: [{ type: 'web_url', title: 'x' }] }];
    graph = await startFakeGraph({ profile: { get_started: { payload: 'START' }, persistent_menu } });
    expect(await open().setUp(wanted, false)).toHaveLength(4);
  });

  it('only tells what it would do when it is asked to', async () => {
    expect(await open().setUp(wanted, true)).toHaveLength(5);
    expect(posts()).toEqual([]);
  });

  it('meets the limit of ten profile calls', async () => {
    for (let run = 0; run < 9; run += 1) await open().setUp(wanted, false);
    await expect(open().setUp(wanted, false)).rejects.toMatchObject({ reason: 'messenger-613' });
  });
});

describe('the profile', () => {
  it('has every part in both languages, and Khmer where neither is set', () => {
    for (const part of [wanted.greeting!, wanted.ice_breakers!, wanted.persistent_menu!]) {
      expect(part.map(({ locale }) => locale)).toEqual(['default', 'en_US', 'km_KH']);
      expect({ ...part[0], locale: '' }).toEqual({ ...part[2], locale: '' });
      expect(JSON.stringify(part[2])).toMatch(/[\u1780-\u17ff]/);
    }
  });

  it('fits', () => {
    for (const { text } of wanted.greeting!) expect(text.length).toBeLessThanOrEqual(LIMITS.greeting);
    for (const { call_to_actions } of wanted.ice_breakers!) {
      expect(call_to_actions).toHaveLength(LIMITS.iceBreakers);
      for (const { question } of call_to_actions)
        expect(question.length).toBeLessThanOrEqual(LIMITS.iceBreaker);
    }
    for (const { call_to_actions } of wanted.persistent_menu!) {
      expect(call_to_actions.length).toBeLessThanOrEqual(LIMITS.menuItems);
      for (const { title } of call_to_actions) expect(title.length).toBeLessThanOrEqual(LIMITS.menuTitle);
    }
  });

  it('every question and every item of the menu is answered', () => {
    const taps = [...wanted.ice_breakers!, ...wanted.persistent_menu!].flatMap(({ call_to_actions }) => [
      ...call_to_actions,
    ]);
    for (const { payload } of taps) {
      const { outcome } = takeTurn(
        knowledge,
        newConversation('en'),
        { kind: 'press', code: payload.slice('km:'.length) },
        '2026-11-20',
      );
      expect(outcome, payload).toMatchObject({ kind: expect.stringMatching(/^(answered|intent)$/) });
    }
  });
});

describe('npm run messenger:setup', () => {
  const run = async (environment: Record<string, string>, ...options: string[]) => {
    const child = spawn(process.execPath, [commandFile('messenger-setup'), ...options], {
      env: { PATH: process.env['PATH'], ...environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, output };
  };
  const environment = () => ({
    MESSENGER_PAGE_TOKEN: graph.access.pageToken,
    MESSENGER_APP_SECRET: graph.access.appSecrets[0]!,
    MESSENGER_VERIFY_TOKEN: graph.access.verifyToken,
    MESSENGER_API_ROOT: graph.url,
  });

  it('tells what it changed, and then that nothing is left to change', async () => {
    const dry = await run(environment(), '--dry-run');
    expect(dry.output).toContain('Fake Page: to be set greeting');
    expect(posts()).toEqual([]);
    expect(await run(environment())).toMatchObject({
      code: 0,
      output: expect.stringContaining('Fake Page: set greeting'),
    });
    expect(await run(environment())).toEqual({ code: 0, output: 'Fake Page: nothing to change\n' });
  });

  it('says in a sentence what is wrong, without the token', async () => {
    expect(await run({})).toEqual({
      code: 1,
      output:
        'MESSENGER_PAGE_TOKEN, MESSENGER_APP_SECRET and MESSENGER_VERIFY_TOKEN are not set. docs/messenger.md says where to find each.\n',
    });
    const wrong = await run({ ...environment(), MESSENGER_PAGE_TOKEN: 'EAAwrong' });
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain('the Page token is dead: make a new one, set MESSENGER_PAGE_TOKEN');
    expect(wrong.output).not.toContain('EAAwrong');
    expect(wrong.output).not.toMatch(/^ +at /m);
    const old = await run({ ...environment(), MESSENGER_GRAPH_VERSION: 'v19.0' });
    expect(old.output).toContain('Graph API v19.0 is unknown here');
  });
});

describe('the version of the Graph API', () => {
  it.each([
    ['v25.0', '2026-11-20', undefined],
    ['v26.0', '2030-01-01', undefined],
    ['v25.0', '2028-04-29', undefined],
    [
      'v25.0',
      '2028-04-30',
      'Graph API v25.0 ends on 2028-07-29, in 90 days. Set MESSENGER_GRAPH_VERSION=v26.0, and try it.',
    ],
    ['v25.0', '2028-07-31', 'Graph API v25.0 ended on 2028-07-29.'],
    ['v9.0', '2026-11-20', 'Graph API v9.0 is unknown here'],
    ['toString', '2026-11-20', 'Graph API toString is unknown here'],
  ])('%s on %s', (version, day, warning) => {
    const said = versionWarning(version, new Date(day));
    if (warning === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(warning);
  });
});
