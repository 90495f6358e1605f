import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocks as blockSpecs, type PublishedBlock } from '../../bot/index.ts';
import { fromServer, type Get, readFolder } from '../../scripts/open-data/folder.ts';
import { rebuild } from '../../scripts/open-data/rebuild.ts';
import { checkSchema } from '../../scripts/open-data/schema.ts';
import { verifyOpenData } from '../../scripts/open-data/verify.ts';
import { figuresOf } from '../fixtures/figures.ts';
import { fourMonths } from '../fixtures/invented.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, statusFor, type TestServer } from './server.ts';

const knowledge = realKnowledge();
let blocks: readonly PublishedBlock[];
let server: TestServer;
let get: Get;
let dashboard: Get;
beforeAll(async () => {
  blocks = fourMonths();
  server = await startServer(knowledge, { figures: figuresOf(blocks) });
  get = fromServer(`${server.url}/open-data`);
  dashboard = fromServer(server.url);
});
afterAll(() => server.close());

/** What is served, with one file written over. */
const planting =
  (name: string, plant: (text: string) => string): Get =>
  async (asked) => {
    const text = await get(asked);
    return asked === name && text !== undefined ? plant(text) : text;
  };

describe('the files', () => {
  it('have the checksums that stand beside them, and are described as they are', async () => {
    const found = await readFolder(get);
    expect(found.differences).toEqual([]);
    expect(checkSchema(found)).toEqual([]);
    for (const { id } of blockSpecs) expect([...found.files.keys()]).toContain(`${id}.csv`);
    expect(found.files.get('measures/visits.sql')).toContain('SELECT');
  });

  it('hold all that was published, and nothing else: it can be put together again', async () => {
    const { blocks: again, differences } = rebuild(await readFolder(get));
    expect(differences).toEqual([]);
    const inOrder = (some: readonly PublishedBlock[]) =>
      [...some].sort((a, b) => (`${a.period} ${a.block}` < `${b.period} ${b.block}` ? -1 : 1));
    expect(inOrder(again)).toEqual(inOrder(JSON.parse(JSON.stringify(blocks))));
  });

  it('leave hidden numbers empty', async () => {
    const visits = (await get('visits.csv')) ?? '';
    expect(visits.startsWith('period,row,facet,value,measure,n\n')).toBe(true);
    expect(visits).toMatch(/\n2026-10,\d{4},,,visits,\n/);
    expect(visits).not.toContain('\r');
  });

  it('may be read by any site, compressed, and asked for again for nothing', async () => {
    const answer = await fetch(`${server.url}/open-data/visits.csv`);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await statusFor(`${server.url}/open-data/visits.csv`, answer.headers.get('etag'))).toBe(304);
    const whole = await fetch(`${server.url}/open-data/visits.csv`, {
      headers: { 'Accept-Encoding': 'identity' },
    });
    expect(await whole.text()).toBe(await answer.text());
  });

  it('come with a mark for Excel when asked', async () => {
    const bytes = Buffer.from(await (await fetch(`${server.url}/open-data/visits.csv?excel`)).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each(['nix.csv', '../package.json', 'measures/nix.sql', 'constructor', '%2e%2e/secret'])(
    'are looked up, never paths: %s',
    async (name) => {
      expect((await fetch(`${server.url}/open-data/${name}`)).status).toBe(404);
    },
  );

  it('are told of for catalogues: a dataset with a distribution for each table', async () => {
    const described = JSON.parse((await get('dcat.jsonld')) ?? '');
    expect(described['@type']).toBe('dcat:Dataset');
    expect(described['dct:title'].map((one: { '@language': string }) => one['@language'])).toEqual([
      'km',
      'en',
    ]);
    expect(described['dcat:distribution'].map((one: { 'dct:title': string }) => one['dct:title'])).toContain(
      'answers',
    );
  });

  it('are headings alone before anything is published', async () => {
    const empty = await startServer(knowledge, { figures: figuresOf([]) });
    const { differences } = await verifyOpenData(fromServer(`${empty.url}/open-data`), fromServer(empty.url));
    expect(differences).toEqual([]);
    await empty.close();
  });

  it('say in their descriptions when they are invented', async () => {
    const demo = await startServer(knowledge, { figures: figuresOf([], { isDemo: () => true }) });
    for (const name of ['datapackage.json', 'dcat.jsonld'])
      expect(await (await fetch(`${demo.url}/open-data/${name}`)).text()).toContain(
        'Demonstration: these figures are invented. Open data',
      );
    await demo.close();
  });
});

it.each(['km', 'en'])('the page lists every file, with licence and how to cite: %s', async (locale) => {
  const page = await (await fetch(`${server.url}/${locale}/open-data`)).text();
  for (const name of (await readFolder(get)).files.keys())
    expect(page).toContain(`href="/open-data/${name}"`);
  expect(page).toContain('https://creativecommons.org/licenses/by/4.0/');
  expect(page).toContain('id="cite"');
  const answer = await fetch(`${server.url}/open-data/`, {
    redirect: 'manual',
    headers: { 'Accept-Language': locale },
  });
  expect(answer.headers.get('location')).toBe(`/${locale}/open-data`);
});

describe('verification', () => {
  it('finds that everything agrees, and says what it compared', async () => {
    const { checked, differences } = await verifyOpenData(get, dashboard);
    expect(differences).toEqual([]);
    expect(checked.at(-1)).toMatch(/^\d{3} tables of the dashboard with \d{4,} numbers: computed again$/);
  });

  it('finds a number that was changed: by its checksums, and on the dashboard', async () => {
    const plant = (text: string) =>
      text.replace(/^(2026-10,all,,,visits,)(\d+)$/m, (_line, before, n) => `${before}${Number(n) + 1}`);
    const { differences } = await verifyOpenData(planting('visits.csv', plant), dashboard);
    expect(differences).toContain('visits.csv: does not have the checksum in checksums.txt');
    expect(differences).toContain('visits.csv: the lines of 2026-10 do not have the checksum in periods.csv');
    expect(differences.some((one) => one.startsWith('en/dashboard/summary.csv'))).toBe(true);
  });

  it('finds a hidden number that was given away', async () => {
    const plant = (text: string) => text.replace(/^(2026-10,\d{4},,,visits,)$/m, '$13');
    const { differences } = await verifyOpenData(planting('visits.csv', plant));
    expect(differences.some((one) => one.includes('is small'))).toBe(true);
  });

  it('finds a figure of the dashboard that differs, and one that is missing', async () => {
    const lying: Get = async (name) => {
      if (name.startsWith('km/dashboard/channel.csv')) return undefined;
      const text = await dashboard(name);
      return name.startsWith('en/dashboard/services.csv') ? text?.replace(/,(\d+),/, ',9$1,') : text;
    };
    const { differences } = await verifyOpenData(get, lying);
    expect(
      differences.some(
        (one) =>
          one.startsWith('en/dashboard/services.csv: row 1') || one.startsWith('en/dashboard/services.csv?'),
      ),
    ).toBe(true);
    expect(
      differences.some(
        (one) => one.startsWith('km/dashboard/channel.csv') && one.endsWith('does not tell it'),
      ),
    ).toBe(true);
  });

  it('finds a table that is not as it is described', async () => {
    const { differences } = await verifyOpenData(
      planting('periods.csv', (text) => `${text}2026-11,visits,visits,yesterday,x\n`),
    );
    expect(differences).toContainEqual(expect.stringContaining('published_at is no datetime'));
    const gone = await verifyOpenData(async (name) => (name === 'rows.csv' ? undefined : get(name)));
    expect(gone.differences).toContain('rows.csv: is named in checksums.txt, and missing');
  });
});
