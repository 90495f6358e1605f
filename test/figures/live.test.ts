import { afterEach, expect, test } from 'vitest';
import { type FiguresParts, openFigures, readMeasures } from '../../adapters/figures/index.ts';
import type { Publish } from '../../adapters/figures/publish.ts';
import type { ArchiveRow } from '../../adapters/store/record-tables.ts';
import { publish } from '../../bot/index.ts';

/** A database of one table of what was published; what is counted is the same in every month. */
function createDatabase({ visits = 40 } = {}) {
  const published = new Map<string, Record<string, unknown>>();
  const facts: Readonly<Record<string, readonly object[]>> = {
    'min(day)': [{ day: '2026-09-03' }],
    'AS running': [],
    'count(DISTINCT visitor) AS visitors': [{ visits: 123, visitors: 9, ratings: 0 }],
    'FROM visit': [
      { place: null, channel: 'web', locale: 'km', gender: null, visits, visitors: visits, seconds: 9 },
    ],
  };
  let trouble: Error | undefined;
  return {
    published,
    fail: (error: Error | undefined) => {
      trouble = error;
    },
    reader: {
      ask: async (statement: string) => {
        if (trouble) throw trouble;
        if (statement.includes('count(*) AS publications')) return [{ publications: published.size }];
        if (statement.includes('FROM published')) return [...published.values()];
        if (statement.includes('FROM secret')) return [];
        return facts[Object.keys(facts).find((part) => statement.includes(part)) ?? ''] ?? [];
      },
      stream: async function* (_statement: string, known: readonly unknown[] = []) {
        yield [...published.values()].filter(({ id }) => !known.includes(id));
      },
      close: async () => {},
    } as unknown as FiguresParts['reader'],
    archive: async ({ row }: ArchiveRow) => {
      if ('id' in row && !published.has(row.id)) published.set(row.id, row);
    },
  };
}

const opened: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ stop }) => stop()));
});

async function open(
  database: ReturnType<typeof createDatabase>,
  {
    isOnDuty = async () => true,
    how = publish as Publish,
  }: { isOnDuty?: () => Promise<boolean>; how?: Publish } = {},
) {
  const lines: string[] = [];
  const figures = await openFigures({
    reader: database.reader,
    store: { archive: database.archive as never, isOnDuty },
    publish: () => how,
    measures: readMeasures(),
    now: () => new Date('2026-11-15T00:00:00Z'),
    log: { info: () => {}, error: (_about: object, line?: string) => void lines.push(String(line)) } as never,
  });
  opened.push(figures);
  await figures.look();
  return { figures, lines };
}
const shownOf = ({ figures }: Awaited<ReturnType<typeof open>>) =>
  figures
    .blocks()
    .map(({ period, block }) => `${period}/${block}`)
    .sort();
const MONTHLY = ['answers', 'prompts', 'questions', 'ratings', 'ratings-by-gender', 'visits'];
const twoMonths = ['2026-09', '2026-10'].flatMap((month) => MONTHLY.map((block) => `${month}/${block}`));

test('what is over is published and shown; who is not on duty shows what others publish', async () => {
  const database = createDatabase();
  const watching = await open(database, { isOnDuty: async () => false });
  expect(shownOf(watching)).toEqual([]);
  const publishing = await open(database);
  expect(shownOf(publishing)).toEqual(expect.arrayContaining(twoMonths));
  await watching.figures.look();
  expect(shownOf(watching)).toEqual(shownOf(publishing));
});

test('one that cannot be published holds up what hangs on it and nothing else, is told, and tried again', async () => {
  const database = createDatabase();
  let isBroken = true;
  const how: Publish = (spec, ...others) => {
    if (isBroken && spec.id === 'questions') throw new Error('not published: a leak');
    return publish(spec, ...others);
  };
  const server = await open(database, { how });
  const held = (id: string) => /questions|answers/.test(id);
  expect(shownOf(server)).toEqual(twoMonths.filter((id) => !held(id)));
  expect(server.figures.troubles()).toEqual([
    '2026-09/questions is not published: not published: a leak',
    '2026-10/questions is not published: not published: a leak',
  ]);
  isBroken = false;
  await server.figures.look();
  expect(shownOf(server)).toEqual(twoMonths);
  expect(server.figures.troubles()).toEqual([]);
});

test('of two who publish the same, both show what is on disk', async () => {
  const database = createDatabase();
  const twice: Publish = async (spec, counted, already) => {
    await open(database);
    return publish(spec, { ...counted, rows: [] }, already);
  };
  const late = await open(database, { how: twice });
  const sum = (figures: typeof late.figures) =>
    figures.cube().sum({ block: 'visits', measure: 'visits', rows: ['all'], periods: ['2026-09'] }).n;
  expect(sum(late.figures)).toBe(40);
});

test('a database that is away is told, and what is shown stays', async () => {
  const database = createDatabase();
  const server = await open(database);
  database.fail(new Error('away'));
  await server.figures.look();
  expect(server.figures.troubles().join()).toContain('away');
  expect(server.lines).toContain('figures.not-published');
  expect(shownOf(server)).toEqual(twoMonths);
});

test('the running month is told in tens', async () => {
  const { figures } = await open(createDatabase());
  expect(await figures.running()).toEqual({ month: '2026-11', visits: 120, visitors: 0, ratings: 0 });
});

test('who has left the duty begins nothing more', async () => {
  const database = createDatabase();
  let asked = 0;
  const isOnDuty = async () => {
    asked += 1;
    return asked <= 3;
  };
  expect(shownOf(await open(database, { isOnDuty }))).toHaveLength(2);
});
