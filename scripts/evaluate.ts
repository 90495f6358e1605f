import { readFileSync } from 'node:fs';
import { commandLine } from './command.ts';
import { knowledgeOf } from './content.ts';
import { parseQuestions, type Score, scoreQuestions } from './score.ts';

const HELP = `Scores how well the villager understands.

  npm run -s evaluate                       the project's own questions, by language
  npm run -s evaluate -- --index TRAIN.jsonl --queries TEST.jsonl [--jsonl]
                                            the same ranker on any {"label","text"} rows (label null: out of scope)

  --questions FILE  another file in the form of test/understanding/citizen-questions.tsv
  --failures        list every question that was not served as expected
  --jsonl           with --queries: one line per query on stdout, the summary on stderr
  --json            print one JSON object as the last line
  --content DIR     the content folder (default: content)

Exit code: 0, 1 when content is broken, 2 for wrong usage or an unreadable file.`;

const { values } = commandLine(HELP, {
  index: { type: 'string' },
  queries: { type: 'string' },
  questions: { type: 'string', default: 'test/understanding/citizen-questions.tsv' },
  failures: { type: 'boolean', default: false },
  jsonl: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  content: { type: 'string', default: 'content' },
});

const questions = parseQuestions(readFileSync(values.questions, 'utf8'), values.questions);
const knowledge = await knowledgeOf(values.content);
const { scores, failures } = scoreQuestions(knowledge, questions);
console.log(`${questions.length} questions of ${values.questions}, each on its own\n`);
for (const [language, score] of Object.entries(scores)) console.log(`${language}\n${table(score)}\n`);
if (values.failures)
  for (const { question, verdict } of failures)
    console.log(
      [question.lang, question.text, `expected ${question.service} ${question.aspect}`, `got ${verdict.outcome} ${verdict.service ?? verdict.intent ?? verdict.choices.join('|')} ${verdict.aspect ?? ''} ${verdict.confidence}`].join('\t'),
    );
if (values.json) console.log(JSON.stringify(scores));

function table(score: Score): string {
  return Object.entries(score)
    .map(([name, { hits, of }]) => `  ${name.padEnd(28)} ${String(hits).padStart(4)} of ${String(of).padStart(4)}  ${of === 0 ? '' : `${((100 * hits) / of).toFixed(1)} %`}`)
    .join('\n');
}
