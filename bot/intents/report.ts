import type { Conversation } from '../conversation.ts';
import type { TurnRecord } from '../records/index.ts';
import { menuChoice } from '../replies/menu.ts';
import type { Move, Scene } from '../scene.ts';

/** "Your price is wrong": thanked, and kept with the service it is about for the editors. */
export function report(scene: Scene, confidence: number): Move {
  const { conversation, heard, say } = scene;
  return {
    replies: [{ text: say('report.thanks'), choices: [menuChoice(scene)] }],
    outcome: { kind: 'intent', intent: 'feedback', confidence },
    remember: { awaited: { kind: 'report' } },
    records: heard ? reported(conversation, heard.text) : [],
  };
}

/** The details that follow a report. */
export function reportDetails(scene: Scene, text: string): Move {
  return {
    replies: [{ text: scene.say('report.kept'), choices: [menuChoice(scene)] }],
    outcome: { kind: 'intent', intent: 'feedback', confidence: 1 },
    records: reported(scene.conversation, text),
  };
}

function reported({ service }: Conversation, text: string): readonly TurnRecord[] {
  const about = service === undefined ? {} : { service };
  return [
    { kind: 'occurrence', what: 'content_report', ...about },
    { kind: 'text', about: 'content_report', text, ...about },
  ];
}
