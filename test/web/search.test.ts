import { expect, it } from 'vitest';
import { searchServices } from '../../adapters/web/search.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

it('prepares the names of a state of the content once', () => {
  const knowledge = realKnowledge();
  let read = 0;
  const services = knowledge.catalogue.services.map((service) => ({
    ...service,
    get aliases() {
      read += 1;
      return service.aliases;
    },
  }));
  const counted = { ...knowledge, catalogue: { ...knowledge.catalogue, services } };
  expect(searchServices(counted, 'border pass').map(({ id }) => id)).toContain('border-pass-thailand');
  expect(read).toBeGreaterThanOrEqual(services.length);
  const before = read;
  searchServices(counted, 'passport');
  expect(read).toBe(before);
});

it('knows new names as soon as the content is swapped', () => {
  const knowledge = realKnowledge();
  expect(searchServices(knowledge, 'zzyzx')).toEqual([]);
  const services = knowledge.catalogue.services.map((service) =>
    service.id === 'passport' ? { ...service, short: { km: 'ក', en: 'Zzyzx' } } : service,
  );
  const swapped = { ...knowledge, catalogue: { ...knowledge.catalogue, services } };
  expect(searchServices(swapped, 'zzyzx').map(({ id }) => id)).toEqual(['passport']);
});
