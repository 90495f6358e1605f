import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { isBrought } from '../../scripts/postgres/binaries.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { storeContract } from './contract/index.ts';
import { asked } from './move/contents.ts';

const log = { info: () => {}, warn: () => {} };
let databases = 0;

describe.each(([13, 18] as const).filter(isBrought))('PostgreSQL %i', (major) => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ major });
  });
  afterAll(() => cluster.remove());

  storeContract('the store on it', async () => {
    databases += 1;
    const url = await cluster.createDatabase(`contract_${databases}`);
    let store = await openPostgres({ url, log });
    return {
      store: () => store,
      reopen: async () => {
        await store.close();
        store = await openPostgres({ url, log });
      },
      rows: (table) => asked(url, `SELECT * FROM ${table}`),
      end: () => store.close(),
    };
  });
});

describe('a database that cannot be used is refused with a sentence', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ settings: { fsync: 'off' } });
  });
  afterAll(() => cluster.remove());

  test('that would lose what it acknowledges', async () => {
    await expect(openPostgres({ url: cluster.url(), log })).rejects.toThrow(
      /would lose what it acknowledges: .*fsync is off.* Set all of them to on/,
    );
  });

  test.each([
    [
      'of a wrong password',
      (url: string) => url.replace(':villager@', ':guess@'),
      /password.*Is PostgreSQL running/,
    ],
    [
      'that is not there',
      (url: string) => url.replace(/villager$/, 'nowhere'),
      /"nowhere" does not exist.*Is PostgreSQL running/,
    ],
    [
      'where nobody listens',
      (url: string) => url.replace(/:\d+\//, ':1/'),
      /ECONNREFUSED.*Is PostgreSQL running/,
    ],
  ])('%s', async (_what, changed, sentence) => {
    const refused = await openPostgres({ url: changed(cluster.url()), log }).catch((error: unknown) => error);
    expect((refused as Error).message).toMatch(sentence);
    expect((refused as Error).message).not.toContain('guess');
  });
});
