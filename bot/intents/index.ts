import type { Intent } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Reply } from '../conversation.ts';
import { rate } from '../rating/flow.ts';
import { greeting, languageChoices } from '../replies/greeting.ts';
import { menu, menuChoice } from '../replies/menu.ts';
import { officeLookup } from '../replies/office.ts';
import type { Move, Scene } from '../scene.ts';
import { complain } from './complaint.ts';
import { switchLanguage } from './language.ts';
import { report } from './report.ts';

type Serve = (scene: Scene, confidence: number) => Move;

/** An intent that is served with one reply and changes nothing. */
const says =
  (intent: Intent, reply: (scene: Scene) => Reply): Serve =>
  (scene, confidence) => ({ replies: [reply(scene)], outcome: { kind: 'intent', intent, confidence } });

/** How each message that is not about a service is served. */
export const intents = {
  greeting: says('greeting', greeting),
  thanks: says('thanks', (scene) => ({ text: scene.say('thanks'), choices: [menuChoice(scene)] })),
  help: says('help', (scene) => ({
    ...greeting(scene),
    text: [scene.say('help.what'), scene.say('help.how')].join('\n\n'),
  })),
  language: switchLanguage,
  office: (scene, confidence) => {
    const move = officeLookup(scene, scene.heard?.place ?? scene.conversation.place);
    return { ...move, outcome: { ...move.outcome, confidence } };
  },
  track: (scene, confidence) => ({
    replies: [
      {
        text: scene.say('track'),
        choices: [{ label: scene.say('button.office'), code: encode({ kind: 'office' }) }, menuChoice(scene)],
      },
    ],
    outcome: { kind: 'intent', intent: 'track', confidence },
    records: [{ kind: 'occurrence', what: 'ticket_lookup' }],
  }),
  complaint: complain,
  feedback: report,
  rate,
  restart: (scene, confidence) => ({
    replies: [menu(scene)],
    outcome: { kind: 'intent', intent: 'restart', confidence },
    remember: { known: {}, forget: ['service', 'aspect'] },
  }),
  forget: (scene, confidence) => ({
    replies: [{ text: scene.say('forgotten'), choices: [menuChoice(scene), ...languageChoices(scene)] }],
    outcome: { kind: 'intent', intent: 'forget', confidence },
  }),
} satisfies Record<Intent, Serve>;
