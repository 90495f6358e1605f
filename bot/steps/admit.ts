import { encode } from '../code.ts';
import type { Choice } from '../conversation.ts';
import { menuChoice, sectorChoices } from '../replies/menu.ts';
import type { Move, Scene } from '../scene.ts';

/**
 * The honest end of the list. The first time: "I do not know that", with the nearest sectors. The second
 * time in a row something else: the whole menu and people to call, so that nobody meets two dead ends.
 */
export function admit(scene: Scene): Move {
  const question = scene.heard?.questions[0];
  const followUp = question?.meaning.kind === 'follow-up';
  return {
    replies: [
      followUp
        ? { text: scene.say('which-service'), choices: sectorChoices(scene) }
        : scene.conversation.misses === 0
          ? { text: scene.say('admit.first'), choices: [...nearestSectors(scene), menuChoice(scene)] }
          : {
              text: [scene.say('admit.again'), ...people(scene)].join('\n'),
              choices: [
                ...sectorChoices(scene),
                { label: scene.say('button.office'), code: encode({ kind: 'office' }) },
              ],
            },
    ],
    outcome: followUp
      ? { kind: 'clarified', services: [], confidence: question.confidence }
      : { kind: 'unanswered', confidence: question?.confidence ?? 0 },
  };
}

function nearestSectors(scene: Scene): Choice[] {
  const meaning = scene.heard?.questions[0]?.meaning;
  const near = meaning?.kind === 'nothing' ? meaning.near : [];
  const sectors = new Set(near.map((id) => scene.knowledge.service(id)?.sector));
  const choices = sectorChoices(scene);
  const chosen = choices.filter((_, index) => sectors.has(scene.knowledge.catalogue.sectors[index]?.id));
  return chosen.length > 0 ? chosen.slice(0, 3) : choices;
}

const people = ({ knowledge, locale, say }: Scene): string[] =>
  knowledge.catalogue.hotlines.map(({ name, number }) =>
    say('admit.hotline', { name: name[locale], number }),
  );
