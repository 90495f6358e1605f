import { randomUUID } from 'node:crypto';
import type { Interface } from 'node:readline/promises';
import { newConversation } from '../../bot/index.ts';
import { titleAndBody } from '../activity.ts';
import type { OutgoingActivity, Villager } from '../villager.ts';

/** Talks with the villager line by line until the input ends. A number picks a choice, "exit" leaves. */
export async function converse(
  villager: Villager,
  input: Interface,
  print: (text: string) => void,
): Promise<void> {
  const conversation = { id: randomUUID() };
  let remembered = newConversation();
  const say = async (activity: { readonly type: string; readonly text?: string }) => {
    const turn = await villager.respond({ ...activity, channelId: 'console', conversation }, remembered);
    remembered = turn.conversation;
    for (const answer of turn.said) print(shown(answer));
  };
  await say({ type: 'conversationUpdate' });
  input.prompt();
  for await (const line of input) {
    if (line.trim() === 'exit') break;
    if (line.trim() !== '') await say({ type: 'message', text: line });
    input.prompt();
  }
  input.close();
}

/** An answer as a terminal shows it: the title above, the choices numbered below. */
export function shown(answer: OutgoingActivity): string {
  const { title, body } = titleAndBody(answer);
  const choices = (answer.suggestedActions?.actions ?? []).map(
    (action, index) => `  ${index + 1}) ${action.title}`,
  );
  return ['', ...(title ? [`【${title}】`] : []), body, ...choices].join('\n');
}
