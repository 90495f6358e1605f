import { createInterface } from 'node:readline';
import { commandLine, wrongUsage } from './command.ts';
import { knowledgeOf } from './content.ts';
import { judge, why } from './evaluate/verdict.ts';

const HELP = `Asks the villager one question and shows the answer, and why it was chosen.

  npm run -s ask -- "how much is a passport?"
  npm run -s ask -- --jsonl < questions.txt

  --jsonl         one question per line on stdin, one JSON object per line on stdout; no memory between lines:
                  {"utterance","locale","outcome","service","aspect","intent","choices","confidence","ms"}
                  outcome: answered, clarified, unanswered or intent; aspect null: the whole card
  --content DIR   the content folder (default: content)

Exit code: 0, 1 when the content is broken, 2 for wrong usage.`;

const { values, positionals } = commandLine(
  HELP,
  {
    jsonl: { type: 'boolean', default: false },
    content: { type: 'string', default: 'content' },
  },
  { words: true },
);

if (values.jsonl) {
  if (positionals.length > 0) wrongUsage('With --jsonl the questions come on stdin.', HELP);
  const knowledge = await knowledgeOf(values.content);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { replies: _replies, ...verdict } = judge(knowledge, line);
    console.log(JSON.stringify(verdict));
  }
} else {
  const question = positionals.join(' ');
  if (question.trim() === '') wrongUsage('Which question? Write it behind the command.', HELP);
  const knowledge = await knowledgeOf(values.content);
  const { replies, outcome, service, aspect, intent, confidence, ms } = judge(knowledge, question);
  for (const { title, text, choices } of replies) {
    console.log([title, text].filter(Boolean).join('\n'));
    if (choices.length > 0)
      console.log(choices.map(({ label }, index) => `  ${index + 1}. ${label}`).join('\n'));
  }
  console.log(
    `\n${outcome}: ${service ?? intent ?? 'nothing'}${aspect ? `, ${aspect}` : ''} (confidence ${confidence}, ${ms} ms)`,
  );
  console.log(why(knowledge, question));
}
