import { expect, test } from 'vitest';
import { createKnowledge, type Knowledge, newConversation, type Service, takeTurn } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const TODAY = '2026-11-20';

/** The real catalogue with one service changed. */
function withService(id: string, change: Partial<Service>): Knowledge {
  const { catalogue, lessons, version } = realKnowledge();
  const services = catalogue.services.map((service) =>
    service.id === id ? { ...service, ...change } : service,
  );
  return createKnowledge({ ...catalogue, services }, lessons, version);
}

const press = (knowledge: Knowledge, code: string) =>
  takeTurn(knowledge, newConversation('en'), { kind: 'press', code }, TODAY).replies.at(-1);

test('an old button of a withdrawn service is answered with the reason and the service that took its place', () => {
  const reply = press(
    withService('passport', {
      status: 'withdrawn',
      since: TODAY,
      reason: { km: 'ឈប់', en: 'It was merged.' },
      replaced_by: 'border-pass-thailand',
    }),
    's--passport--fee',
  );
  expect(reply?.title).toBe('Passport');
  expect(reply?.text).toBe('This service is no longer given. It was merged.');
  expect(reply?.choices[0]?.code).toBe('s--border-pass-thailand');
});

test('a suspended service says so; a draft is not shown to citizens', () => {
  const suspended = withService('passport', {
    status: 'suspended',
    since: TODAY,
    reason: { km: 'ផ្អាក', en: 'The office is moving.' },
  });
  expect(press(suspended, 's--passport')?.text).toContain('not given at the moment. The office is moving.');
  const draft = withService('passport', { status: 'draft' });
  expect(press(draft, 's--passport')?.text).toContain('no longer valid');
  expect(press(draft, 'c--identity')?.choices.map(({ code }) => code)).not.toContain('s--passport');
});

test('an office that is known is shown with its address, hours and phone', () => {
  const { catalogue, lessons, version } = realKnowledge();
  const office = {
    id: 'owso-sangkae',
    kind: 'district-owso',
    place: '0208',
    name: { km: 'ច្រកចេញចូលតែមួយ ស្រុកសង្កែ', en: 'One Window Office of Sangkae' },
    address: { km: 'ផ្លូវ ៥', en: 'Road 5' },
    hours: { km: '៧:៣០-១៧:០០', en: '7:30-17:00' },
    phone: '1275',
    source: { ref: 'KTN' },
    verified: 'never' as const,
  };
  const knowledge = createKnowledge({ ...catalogue, offices: [office] }, lessons, version);
  const turn = takeTurn(
    knowledge,
    newConversation('en'),
    { kind: 'text', text: 'one window office in Sangkae, Battambang' },
    TODAY,
  );
  expect(turn.replies.at(-1)?.text).toContain('One Window Office of Sangkae, Road 5, 7:30-17:00, 1275');
  expect(turn.replies.at(-1)?.text).not.toContain('do not know');
});
