import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { storeContract } from './contract/index.ts';

const log = { info: () => {}, warn: () => {} };
let databases = 0;

describe.each([13, 18] as const)('PostgreSQL %i', (major) => {
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
      end: () => store.close(),
    };
  });
});
