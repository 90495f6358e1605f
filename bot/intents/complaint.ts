import type { Service } from '../catalogue/index.ts';
import { type ComplaintAction, encode } from '../code.ts';
import { WHOLE_COUNTRY } from '../rating/draft.ts';
import { type Office, officeName, officeNamed } from '../rating/offices.ts';
import { answerService } from '../replies/service.ts';
import type { Move, Scene } from '../scene.ts';

/** What a complaint is about, as far as it is told. */
interface Concern {
  readonly service?: Service | undefined;
  readonly office?: Office | undefined;
}

/** What can be done about a demand or bad treatment today; where a service is named, its official fee beside it. */
export function complain(scene: Scene, confidence: number): Move {
  const meaning = scene.heard?.questions[0]?.meaning;
  const about = meaning?.kind === 'intent' ? meaning.about : undefined;
  const service = about === undefined ? undefined : scene.knowledge.service(about);
  return answer(scene, { service }, confidence);
}

/** The same by a button: about the office that was rated, and the service that the citizen went there for. */
export function complainOf(scene: Scene, action: ComplaintAction): Move {
  const service = action.mark === undefined ? undefined : scene.knowledge.marked(action.mark);
  const active = service?.status === 'active' ? service : undefined;
  return answer(scene, { service: active, office: officeNamed(scene.knowledge, action) }, 1);
}

function answer(scene: Scene, { service, office }: Concern, confidence: number): Move {
  const { say } = scene;
  const official = service && answerService(scene, service, ['fee'], {}, confidence);
  const place = office?.place === WHOLE_COUNTRY ? undefined : office?.place;
  return {
    replies: [
      ...(official?.replies.map((reply) => ({ ...reply, choices: [] })) ?? []),
      {
        ...(office ? { title: officeName(scene, office) } : {}),
        text: say('complaint'),
        choices: [
          {
            label: say('button.fees'),
            code: encode(
              service ? { kind: 'service', service: service.id, aspect: 'fee' } : { kind: 'menu' },
            ),
          },
          {
            label: say('button.office'),
            code: encode(place === undefined ? { kind: 'office' } : { kind: 'place', place }),
          },
        ],
      },
    ],
    outcome: { kind: 'intent', intent: 'complaint', confidence },
    records: [{ kind: 'occurrence', what: 'complaint', ...(service ? { service: service.id } : {}) }],
    ...(service ? { remember: { service: service.id, known: {}, aspect: 'fee' } } : {}),
  };
}
