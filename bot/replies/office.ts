import { bullet } from '../aspects/telling.ts';
import { officeAt } from '../aspects/where.ts';
import { provinceCode } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Move, Scene } from '../scene.ts';
import { menuChoice } from './menu.ts';

/** What is known of the One Window offices of a place; without a place, asks for it once. */
export function officeLookup(scene: Scene, place: string | undefined): Move {
  return place === undefined ? askPlace(scene, 'office') : officesAt(scene, place);
}

/** Asks where the citizen lives; once, unless they come back to it themselves. */
export function askPlace(scene: Scene, purpose: 'office' | 'service'): Move {
  const { say, conversation } = scene;
  return {
    replies: [
      {
        text: say(conversation.placeAsked ? 'place.ask-again' : 'place.ask'),
        choices: [menuChoice(scene)],
        asksPlace: { label: say('button.send-location') },
      },
    ],
    outcome: { kind: 'intent', intent: 'office', confidence: 1 },
    remember: { placeAsked: true, awaited: { kind: 'place', purpose } },
  };
}

/** "Sangkae, Battambang"; a province by its name alone. */
export function placeName({ knowledge, locale, say }: Scene, code: string): string {
  const nameOf = (wanted: string) =>
    knowledge.catalogue.places.find((place) => place.code === wanted)?.name[locale];
  const province = nameOf(provinceCode(code)) ?? code;
  const district = code === provinceCode(code) ? undefined : nameOf(code);
  return district ? say('place.in', { district, province }) : province;
}

function officesAt(scene: Scene, code: string): Move {
  const { knowledge, locale, say, today } = scene;
  const { catalogue } = knowledge;
  const listed = catalogue.offices.filter(
    (office) => office.place === code || (code === provinceCode(code) && provinceCode(office.place) === code),
  );
  const telling = { catalogue, locale, say, place: code, today };
  const kinds = catalogue.officeKinds.filter(
    ({ one_window, level }) => one_window && (code.length === 4 || level === 'province'),
  );
  const known = listed.map((office) =>
    [office.name[locale], office.address?.[locale], office.hours?.[locale], office.phone]
      .filter((part) => part !== undefined)
      .join(', '),
  );
  const lines = known.length > 0 ? known : kinds.map((kind) => officeAt(telling, kind));
  const hotlines = catalogue.hotlines.map(({ number, name: label }) =>
    bullet(say('office.hotline', { name: label[locale], number })),
  );
  return {
    replies: [
      {
        title: placeName(scene, code),
        text: [
          ...lines.map(bullet),
          ...(known.length > 0 ? [] : [say('office.details-unknown')]),
          say('office.hotlines'),
          ...hotlines,
        ].join('\n'),
        choices: [
          { label: say('button.other-place'), code: encode({ kind: 'other-place' }) },
          menuChoice(scene),
        ],
      },
    ],
    outcome: { kind: 'intent', intent: 'office', confidence: 1 },
    remember: { place: code },
  };
}
