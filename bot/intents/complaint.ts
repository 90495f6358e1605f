import { encode } from '../code.ts';
import { answerService } from '../replies/service.ts';
import type { Move, Scene } from '../scene.ts';

/** What can be done about a demand or bad treatment today; where a service is named, its official fee beside it. */
export function complain(scene: Scene, confidence: number): Move {
  const { heard, knowledge, say } = scene;
  const meaning = heard?.questions[0]?.meaning;
  const about = meaning?.kind === 'intent' && meaning.about ? knowledge.service(meaning.about) : undefined;
  const official = about && answerService(scene, about, ['fee'], {}, confidence);
  return {
    replies: [
      ...(official?.replies.map((reply) => ({ ...reply, choices: [] })) ?? []),
      {
        text: say('complaint'),
        choices: [
          {
            label: say('button.fees'),
            code: encode(about ? { kind: 'service', service: about.id, aspect: 'fee' } : { kind: 'menu' }),
          },
          { label: say('button.office'), code: encode({ kind: 'office' }) },
        ],
      },
    ],
    outcome: { kind: 'intent', intent: 'complaint', confidence },
    records: [{ kind: 'occurrence', what: 'complaint', ...(about ? { service: about.id } : {}) }],
    ...(about ? { remember: { service: about.id, known: {}, aspect: 'fee' } } : {}),
  };
}
