import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBoard } from '../../adapters/web/dashboard/board.ts';
import { createPainter } from '../../adapters/web/dashboard/painter.ts';
import { sentenceOf } from '../../adapters/web/dashboard/sentence.ts';
import { wordsIn } from '../../adapters/web/dashboard/words.ts';
import { createCube, FIGURES, LOCALES, type PublishedBlock, plain } from '../../bot/index.ts';
import { figuresOf } from '../fixtures/figures.ts';
import { fourMonths, quietMonth } from '../fixtures/invented.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, statusFor, type TestServer } from './server.ts';

const knowledge = realKnowledge();
let blocks: readonly PublishedBlock[];
let server: TestServer;
beforeAll(async () => {
  blocks = fourMonths();
  server = await startServer(knowledge, { figures: figuresOf(blocks) });
});
afterAll(() => server.close());

const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);
const text = async (path: string) => (await get(path)).text();

describe('the page', () => {
  it.each(LOCALES)('shows every figure with its table and files: %s', async (locale) => {
    const page = await text(`/${locale}/dashboard`);
    for (const { id } of FIGURES) expect(page).toContain(`<section class="figure" id="${id}">`);
    expect(page).toContain(`href="/${locale}/dashboard/services.csv?from=2026-07&amp;to=2026-10"`);
    expect(page).toContain('<table>');
    expect(page).toContain('role="img"');
    expect(page).not.toMatch(/ style=|<script/);
  });

  it('is found in the language of the reader, with what was chosen', async () => {
    const answer = await get('/dashboard?province=02', {
      redirect: 'manual',
      headers: { 'Accept-Language': 'en' },
    });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/en/dashboard?from=2026-07&to=2026-10&province=02');
    expect(answer.headers.get('vary')).toContain('Accept-Language');
    const plainly = await get('/dashboard', { redirect: 'manual', headers: { 'Accept-Language': 'km' } });
    expect(plainly.headers.get('location')).toBe('/km/dashboard');
  });

  it('keeps what was chosen in the form, and offers the districts of a province', async () => {
    const page = await text('/en/dashboard?from=2026-08&to=2026-09&province=02&district=0203&channel=web');
    expect(page).toContain('<option value="2026-08" selected>August 2026</option>');
    expect(page).toContain('<input type="checkbox" name="district" value="0203" checked>');
    expect(page).toContain('<option value="web" selected>Website</option>');
    expect(page).toContain('This is not split by channel. Choose all channels to see it.');
    expect(await text('/en/dashboard')).not.toContain('name="district"');
  });

  it('takes nothing of a hostile address into the page', async () => {
    const hostile = encodeURIComponent('"><script>alert(1)</script>');
    const page = await text(
      `/en/dashboard?from=${hostile}&province=${hostile}&district=${hostile}&channel=${hostile}`,
    );
    expect(page).not.toContain('alert(1)');
    expect((await get(`/en/dashboard/${hostile}.csv`)).status).toBe(404);
    expect((await get('/en/dashboard/__proto__.csv')).status).toBe(404);
  });

  it('counts in Khmer digits for Khmer readers', async () => {
    const page = await text('/km/dashboard');
    const summary = page.slice(page.indexOf('id="summary"'), page.indexOf('class="contents"'));
    expect(summary.replace(/<[^>]*>/g, '')).not.toMatch(/\d/);
  });

  it('says so where nothing is published, and where figures are invented', async () => {
    const empty = await startServer(knowledge, { figures: figuresOf([], { isDemo: () => true }) });
    const page = await (await fetch(`${empty.url}/en/dashboard`)).text();
    expect(page).toContain('Nothing has been published yet.');
    for (const path of ['/en/dashboard', '/en/services', '/km/privacy', '/'])
      expect(await (await fetch(empty.url + path)).text()).toContain('class="demo"');
    expect(page).not.toContain('.csv');
    await empty.close();
    expect(await text('/en/services')).not.toContain('class="demo"');
  });

  it('says that there are too few, instead of numbers', async () => {
    const quiet = await startServer(knowledge, { figures: figuresOf(quietMonth()) });
    const page = await (await fetch(`${quiet.url}/en/dashboard`)).text();
    expect(page).toContain('There are too few to say more without telling of single people.');
    expect(page).toContain('– means hidden');
    await quiet.close();
  });

  it('stands without the running month when that cannot be counted', async () => {
    const figures = figuresOf(blocks, { running: () => Promise.reject(new Error('the database is away')) });
    const alone = await startServer(knowledge, { figures });
    const answer = await fetch(`${alone.url}/en/dashboard`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('The running month');
    await alone.close();
  });
});

describe('a choice that is unknown or impossible', () => {
  const wrong = {
    'province=99': 'Province or capital',
    'from=2026-10&to=2026-08': 'From, To',
    'from=2020-01': 'From',
    'channel=xx': 'Channel',
    'language=fr&grain=day': 'Language, Show time by',
    'province=02&province=03': 'Province or capital',
    'province=03&district=0201': 'Districts',
    'district=0201': 'Districts',
  };

  it.each(Object.entries(wrong))('is named, with what is shown instead: %s', async (query, fields) => {
    const page = await text(`/en/dashboard?${query}`);
    expect(page).toContain(`This choice was not understood, or does not exist: ${fields}. Shown instead: `);
    for (const file of ['services.csv', 'services.png']) {
      const answer = await get(`/en/dashboard/${file}?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('text/plain');
      expect(await answer.text()).toContain(`${fields}. Please choose again`);
    }
    const moved = await get(`/dashboard?${query}`, { redirect: 'manual' });
    expect(moved.headers.get('location')).toContain(`/dashboard?${query}`);
  });

  it('is not what a form leaves open, nor what others add to an address', async () => {
    const query = 'from=2026-07&to=2026-10&province=&channel=&language=&grain=month&fbclid=x';
    expect(await text(`/en/dashboard?${query}`)).not.toContain('was not understood, or');
    expect((await get(`/en/dashboard/services.csv?${query}`)).status).toBe(200);
  });
});

describe('charts of parts', () => {
  const chartOf = (page: string, id: string) => {
    const section = page.slice(page.indexOf(`<section class="figure" id="${id}">`));
    return section.slice(section.indexOf('<svg'), section.indexOf('</svg>'));
  };

  it.each([
    ['en', 'total'],
    ['km', 'សរុប'],
  ])('say that the number behind or above them is their total: %s', async (locale, word) => {
    const page = await text(`/${locale}/dashboard`);
    const bars = chartOf(page, 'ratings-by-gender');
    const beside = [...bars.matchAll(/<text class="value"[^>]*>([^<]*)</g)].map(([, told = '']) => told);
    expect(beside.length).toBeGreaterThan(0);
    for (const told of beside) expect(told).toMatch(new RegExp(`^${word} `));
    expect(chartOf(page, 'trend')).toContain(`>${word}</text>`);
  });

  it('number also the third part, where it fits', async () => {
    const page = await text('/en/dashboard');
    for (const id of ['trend', 'ratings-by-office'])
      expect(chartOf(page, id)).toMatch(/<text class="on-hatched"[^>]*>(at least )?\d+<\/text>/);
  });
});

describe('CSV of a figure', () => {
  const board = () =>
    openBoard(
      createCube(blocks),
      knowledge.catalogue.places.map(({ code }) => code),
    );

  it.each(FIGURES.filter(({ measures }) => measures.length > 0))(
    'has the numbers of the page: $id',
    async (figure) => {
      const told = board().tell(figure, board().select({}));
      if (typeof told === 'string') throw new Error(told);
      for (const locale of LOCALES) {
        const answer = await get(`/${locale}/dashboard/${figure.id}.csv`);
        const body = Buffer.from(await answer.arrayBuffer()).toString('utf8');
        expect(answer.headers.get('content-disposition')).toContain(
          `smart-villager-${figure.id}-${told.notes.includes('quarters') && figure.id !== 'provinces' ? '2026-Q3' : '2026-07-2026-10'}.csv`,
        );
        expect(body.startsWith('\ufeff')).toBe(true);
        expect(body.replaceAll('\r\n', '')).not.toContain('\n');
        const [heading = [], ...lines]: string[][] = parse(body, { bom: true });
        expect(lines.map(([code]) => code)).toEqual(told.rows.map(({ label }) => label.id));
        const numbers = told.rows.map(({ cells }) => cells.filter((cell) => 'count' in cell).map(plain));
        for (const [at, line] of lines.entries()) {
          expect(line).toHaveLength(heading.length);
          for (const number of numbers[at] ?? []) expect(line).toContain(number);
        }
      }
    },
  );

  it('says in words what a number alone does not tell', async () => {
    const body = await text('/en/dashboard/provinces.csv');
    expect(body).toContain('Ratings: hidden');
    expect(body).toContain('Services delivered: cannot be counted yet');
  });

  it('names the time of a column that covers less than the others, as the page does', async () => {
    const heading = 'Ratings (Quarter 3 of 2026)';
    expect((await text('/en/dashboard/provinces.csv')).split('\r\n')[0]).toContain(heading);
    expect(await text('/en/dashboard')).toContain(`>${heading}</th>`);
    expect(await text('/km/dashboard/provinces.csv')).toContain('ការវាយតម្លៃ (ត្រីមាសទី៣ ឆ្នាំ២០២៦)');
    const picture = await get('/en/dashboard/ratings-by-office.png');
    expect(picture.headers.get('content-disposition')).toContain('ratings-by-office-2026-Q3.png');
  });

  it('is not there for what cannot be told', async () => {
    expect((await get('/en/dashboard/tracked.csv')).status).toBe(404);
    expect((await get('/en/dashboard/trend.csv?province=02')).status).toBe(404);
  });
});

describe('PNG of a figure', () => {
  it('is a picture of a sane size, and costs nothing when it is known already', async () => {
    const answer = await get('/km/dashboard/services.png');
    const picture = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(picture.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(picture.readUInt32BE(16)).toBe(1440);
    expect(picture.readUInt32BE(20)).toBeGreaterThan(600);
    expect(picture.length).toBeLessThan(300_000);
    expect(await statusFor(`${server.url}/km/dashboard/services.png`, answer.headers.get('etag'))).toBe(304);
  });

  it('is drawn one at a time, once each, and not for a crowd', async () => {
    let [drawing, most, drawn] = [0, 0, 0];
    const painter = createPainter(async (svg) => {
      drawing += 1;
      drawn += 1;
      most = Math.max(most, drawing);
      await new Promise((resolve) => setTimeout(resolve, 2));
      drawing -= 1;
      if (svg === 'broken') throw new Error('cannot be drawn');
      return Buffer.from(svg);
    });
    await Promise.all(['a', 'b', 'a', 'c', 'a'].map(painter.paint));
    expect([most, drawn]).toEqual([1, 3]);
    await expect(painter.paint('broken')).rejects.toThrow('cannot be drawn');
    await expect(painter.paint('broken')).rejects.toThrow('cannot be drawn');
    const crowd = await Promise.allSettled(
      Array.from({ length: 30 }, (_none, at) => painter.paint(`crowd ${at}`)),
    );
    expect(crowd.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect((await painter.paint('after')).toString()).toBe('after');
  });
});

it('has a name of its own for a service that was not told', () => {
  for (const locale of LOCALES) {
    const { name } = wordsIn(knowledge, locale);
    const names = (['service', 'aspect'] as const).map((kind) => name({ kind, id: 'none' }));
    expect(new Set(names).size).toBe(2);
  }
});

it('a sentence does not say that there are too few to say more over a table that shows numbers', () => {
  const figure = FIGURES.find(({ id }) => id === 'reasons');
  if (!figure) throw new Error('there is no such figure');
  const sentence = (count: number) =>
    sentenceOf(
      figure,
      {
        columns: [{ id: 'like' }, { id: 'dislike' }],
        rows: [{ label: { kind: 'reason', id: 'price' }, cells: [{ count }, { gap: 'hidden' }] }],
        periods: ['2026-10'],
        notes: [],
      },
      wordsIn(knowledge, 'en'),
    );
  expect(sentence(12)).toContain('What can be shown stands in the table.');
  expect(sentence(0)).toContain('There are too few to say more');
});

it('the site map and other pages lead to the figures', async () => {
  const site = await startServer(knowledge, {
    figures: figuresOf(blocks),
    publicUrl: 'https://villager.example',
  });
  const map = await (await fetch(`${site.url}/sitemap.xml`)).text();
  expect(map).toContain('<loc>https://villager.example/km/dashboard</loc>');
  expect(map).toContain('<loc>https://villager.example/en/open-data</loc>');
  expect(await (await fetch(`${site.url}/en/services`)).text()).toContain(
    '<a href="/en/dashboard">Figures</a>',
  );
  await site.close();
});
