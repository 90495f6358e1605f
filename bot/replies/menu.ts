import { encode } from '../code.ts';
import type { Choice, Reply } from '../conversation.ts';
import type { Scene } from '../scene.ts';
import { serviceChoice } from './service-choices.ts';

/** Messenger shows 13 quick replies; two places are for going on and going back. */
const PAGE = 9;

/** All sectors to choose from. */
export function sectorChoices({ knowledge, locale }: Scene): Choice[] {
  return knowledge.catalogue.sectors
    .filter(({ id }) =>
      knowledge.catalogue.services.some(({ sector, status }) => sector === id && status === 'active'),
    )
    .map(({ id, short }) => ({
      label: short[locale],
      code: encode({ kind: 'sector', sector: id, page: 0 }),
    }));
}

export const menuChoice = ({ say }: Scene): Choice => ({
  label: say('button.menu'),
  code: encode({ kind: 'menu' }),
});

/** The menu of sectors, under a sentence of the locale file. */
export const menu = (scene: Scene, key = 'menu.choose-sector'): Reply => ({
  text: scene.say(key),
  choices: sectorChoices(scene),
});

/** The services of one sector, a page at a time. Undefined: no such sector. */
export function sectorMenu(scene: Scene, id: string, page: number): Reply | undefined {
  const { knowledge, locale, say } = scene;
  const sector = knowledge.catalogue.sectors.find((candidate) => candidate.id === id);
  if (!sector) return undefined;
  const services = knowledge.catalogue.services.filter(
    (service) => service.sector === id && service.status === 'active',
  );
  const pages = Math.max(1, Math.ceil(services.length / PAGE));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return {
    title: sector.name[locale],
    text: say('menu.choose-service'),
    choices: [
      ...services.slice(shown * PAGE, (shown + 1) * PAGE).map((service) => serviceChoice(scene, service)),
      ...(pages > 1
        ? [
            {
              label: say('button.more'),
              code: encode({ kind: 'sector', sector: id, page: (shown + 1) % pages }),
            },
          ]
        : []),
      menuChoice(scene),
    ],
  };
}
