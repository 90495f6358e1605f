import type { OfficeKind } from '../catalogue/index.ts';
import { encode, type RatingPart } from '../code.ts';
import type { AskedPart, Choice } from '../conversation.ts';
import { GENDERS, LIKINGS, REASONS } from '../records/index.ts';
import { menuChoice } from '../replies/menu.ts';
import type { Move, Scene } from '../scene.ts';
import { markedBy, type Placed, type Rated, type RatingDraft } from './draft.ts';
import { asks, ends } from './going.ts';
import { officeName } from './offices.ts';

export const DONE = 'done';
export const NOT_SAID = 'none';

/** Several offices give a service: which of them. Their names stand in the text, as they are too long for buttons. */
export function askOffice(scene: Scene, draft: RatingDraft, kinds: readonly OfficeKind[]): Move {
  const { say, locale } = scene;
  const lines = kinds.map(({ name }, index) =>
    say('clarify.line', { number: index + 1, name: name[locale] }),
  );
  return asks(scene, draft, {
    text: [say('rating.which-office'), ...lines].join('\n'),
    choices: kinds.map(({ id, short }) => ({
      label: short[locale],
      code: encode({ kind: 'rating', part: 'office', value: id, ...markedBy(draft) }),
    })),
  });
}

/** How the citizen liked it: in words, always in the same order. */
export const askLiking = (scene: Scene, draft: Placed, before: readonly string[] = []): Move =>
  asks(
    scene,
    draft,
    {
      title: officeName(scene, draft),
      text: [...before, scene.say('rating.ask')].join('\n'),
      choices: LIKINGS.map((liking) => answer(draft, 'liking', liking, scene.say(`rating.liking.${liking}`))),
    },
    awaits('liking'),
  );

/** What it was about: one tap after the other; the chosen ones are marked, and a second tap takes one back. */
export function askReasons(scene: Scene, draft: Rated, before: readonly string[] = []): Move {
  const { say } = scene;
  const { liking, reasons } = draft;
  const named = reasons.map((reason) => say(`rating.reason.${reason}`)).join(', ');
  const done = say(reasons.length > 0 ? 'button.done' : 'button.skip');
  const question = reasons.length > 0 ? say('rating.noted', { reasons: named }) : say(`rating.why.${liking}`);
  return asks(
    scene,
    draft,
    {
      text: [...before, question].join('\n'),
      choices: [
        ...REASONS.map((reason) => {
          const label = say(`rating.reason.${reason}`);
          const shown = reasons.includes(reason) ? say('rating.chosen', { reason: label }) : label;
          return answer(draft, 'reason', reason, shown);
        }),
        answer(draft, 'reason', DONE, done),
      ],
    },
    awaits('reason'),
  );
}

export const askGender = (scene: Scene, draft: Rated, before: readonly string[] = []): Move =>
  asks(
    scene,
    draft,
    {
      text: [...before, scene.say('rating.ask-gender')].join('\n'),
      choices: [...GENDERS, NOT_SAID].map((gender) =>
        answer(draft, 'gender', gender, scene.say(`rating.gender.${gender}`)),
      ),
    },
    awaits('gender'),
  );

/** What becomes of the rating; whoever was not satisfied is shown the way to a complaint about that office. */
export function thank(scene: Scene, draft: Rated): Move {
  const { say } = scene;
  const { liking, office, place } = draft;
  const complaint = {
    label: say('button.complaint'),
    code: encode({ kind: 'complaint', office, place, ...markedBy(draft) }),
  };
  const unhappy = liking === 'dislike';
  return ends({
    text: [say('rating.thanks'), ...(unhappy ? [say('rating.complain')] : [])].join('\n\n'),
    choices: [...(unhappy ? [complaint] : []), menuChoice(scene)],
  });
}

/** The same answers may be typed, in the words of `content/rating.yaml`. */
const awaits = (part: AskedPart) => ({ awaited: { kind: 'rating', part } }) as const;

const answer = (draft: Placed, part: RatingPart, value: string, label: string): Choice => ({
  label,
  code: encode({
    kind: 'rating',
    part,
    value,
    office: draft.office,
    place: draft.place,
    ...markedBy(draft),
  }),
});
