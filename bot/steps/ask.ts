import { decode } from '../code.ts';
import type { Question } from '../question.ts';
import { menuChoice } from '../replies/menu.ts';
import { openService } from '../replies/service.ts';
import { serviceChoice } from '../replies/service-choices.ts';
import type { Move, Scene, Step } from '../scene.ts';
import { factsOf, pick } from './case.ts';

/** Answers a question about a service, or two that stand in one message; asks back when it could be one of three. */
export const ask: Step = (scene) => {
  const moves = (scene.heard?.questions ?? []).map((question) => answer(scene, question));
  const [first, ...more] = moves;
  if (!first) return undefined;
  const others = more.filter((move) => move !== undefined);
  const last = others.at(-1) ?? first;
  return {
    ...first,
    replies: [...first.replies, ...others.flatMap(({ replies }) => replies)],
    alsoEnded: others.map(({ outcome }) => outcome),
    ...(last.remember ? { remember: last.remember } : {}),
  };
};

function answer(scene: Scene, question: Question): Move | undefined {
  const { meaning, aspects, confidence } = question;
  if (meaning.kind === 'choices') return clarify(scene, question, meaning.services);
  if (meaning.kind !== 'service') return undefined;
  const service = scene.knowledge.service(meaning.service);
  if (!service) return undefined;
  const { conversation, heard } = scene;
  const told = pick(heard?.known ?? {}, factsOf(service));
  const before = conversation.service === service.id ? conversation.known : {};
  return openService(scene, service, aspects, { ...before, ...told }, confidence);
}

/** "and how much?" while the bot has asked which service is meant: the same services, with what is asked now. */
export const askAgain: Step = (scene) => {
  const question = scene.heard?.questions[0];
  if (question?.meaning.kind !== 'follow-up' || scene.conversation.service) return undefined;
  const offered = scene.conversation.offered.map(({ code }) => decode(code));
  const ids = offered.flatMap((action) => (action?.kind === 'service' ? [action.service] : []));
  return ids.length > 0 ? clarify(scene, question, [...new Set(ids)].slice(0, 3)) : undefined;
};

/** "Did you mean…?": up to three services, the aspect that was asked kept in each button. */
function clarify(scene: Scene, { aspects, confidence }: Question, ids: readonly string[]): Move {
  const services = ids.map((id) => scene.knowledge.service(id)).filter((service) => service !== undefined);
  const lines = services.map((service, index) =>
    scene.say('clarify.line', { number: index + 1, name: service.name[scene.locale] }),
  );
  return {
    replies: [
      {
        text: [scene.say('clarify.which'), ...lines].join('\n'),
        choices: [
          ...services.map((service) => serviceChoice(scene, service, aspects[0])),
          { ...menuChoice(scene), label: scene.say('button.none-of-these') },
        ],
      },
    ],
    outcome: { kind: 'clarified', services: ids, confidence },
    remember: { known: scene.heard?.known ?? {}, forget: ['service', 'aspect'] },
  };
}
