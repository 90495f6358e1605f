import { readFileSync } from 'node:fs';
import { commandLine } from './command.ts';
import { knowledgeOf } from './content.ts';
import { leaveExamplesOut } from './evaluate/examples.ts';
import { findPlaces } from './evaluate/places.ts';
import { type Judged, parseQuestions, type Score, type Share, scoreQuestions } from './evaluate/questions.ts';
import { evaluateRows } from './evaluate/rows.ts';

const HELP = `Scores how well the villager understands.

  npm run -s evaluate                       the project's own questions, by language
  npm run -s evaluate -- --examples         each example of the catalogue, left out of the index (about a minute)
  npm run -s evaluate -- --places FILE      Latin place names to Khmer ones (columns code, km, latin)
  npm run -s evaluate -- --index TRAIN.jsonl --queries TEST.jsonl [--jsonl]
                                            the same ranker on any {"label","text"} rows (label null: out of scope);
                                            --jsonl prints one line per query on stdout, the summary goes to stderr

  --questions FILE  another file in the form of test/understanding/citizen-questions.tsv
  --failures        list every question that was not served as expected
  --json            print one JSON object as the last line
  --content DIR     the content folder (default: content)

Exit code: 0, 1 when content is broken, 2 for wrong usage or an unreadable file.`;

const { values } = commandLine(HELP, {
  index: { type: 'string' },
  queries: { type: 'string' },
  jsonl: { type: 'boolean', default: false },
  examples: { type: 'boolean', default: false },
  places: { type: 'string' },
  questions: { type: 'string', default: 'test/understanding/citizen-questions.tsv' },
  failures: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  content: { type: 'string', default: 'content' },
});

function onRows(): void {
  const { index, queries, jsonl, json } = values;
  if (index === undefined || queries === undefined) usage('--index and --queries go together');
  else
    process.exitCode = evaluateRows(
      { index, queries, jsonl, json },
      { out: console.log, err: console.error },
    );
}

function onPlaces(file: string): void {
  const found = readable(file, () => findPlaces(file));
  if (!found) return;
  console.log(
    `the right Khmer name first   ${percent(found.first)}\namong the first five         ${percent(found.firstFive)}`,
  );
  finish(found);
}

async function onExamples(): Promise<void> {
  const { catalogue } = await knowledgeOf(values.content);
  const shares = leaveExamplesOut(catalogue, (done, of) => {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${done} of ${of} `);
  });
  console.log('own service first, the example left out of the index');
  for (const [tongue, share] of Object.entries(shares))
    console.log(`  ${tongue.padEnd(10)} ${percent(share)}`);
  finish(shares);
}

async function onQuestions(): Promise<void> {
  const questions = readable(values.questions, () =>
    parseQuestions(readFileSync(values.questions, 'utf8'), values.questions),
  );
  if (!questions) return;
  const { scores, failures } = scoreQuestions(await knowledgeOf(values.content), questions);
  console.log(`${questions.length} questions of ${values.questions}, each on its own\n`);
  for (const [language, score] of Object.entries(scores)) console.log(`${language}\n${table(score)}\n`);
  if (values.failures) for (const failure of failures) console.log(failureLine(failure));
  finish(scores);
}

const percent = ({ hits, of }: Share): string =>
  `${String(hits).padStart(5)} of ${String(of).padStart(5)}  ${of === 0 ? '' : `${((100 * hits) / of).toFixed(1)} %`}`;

const table = (score: Score): string =>
  Object.entries(score)
    .map(([name, share]) => `  ${name.padEnd(26)} ${percent(share)}`)
    .join('\n');

function failureLine({ question, verdict }: Judged): string {
  const got = [
    verdict.outcome,
    verdict.service ?? verdict.intent ?? verdict.choices.join('|'),
    verdict.aspect ?? '',
    verdict.confidence,
  ];
  return [
    question.lang,
    question.text,
    `expected ${question.service} ${question.aspect}`,
    `got ${got.join(' ')}`,
  ].join('\t');
}

function finish(result: object): void {
  if (values.json) console.log(JSON.stringify(result));
}

function readable<Result>(file: string, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    usage(`${file} cannot be used: ${(error as Error).message}`);
    return undefined;
  }
}

function usage(message: string): void {
  console.error(`${message}\n\n${HELP}`);
  process.exitCode = 2;
}

if (values.index !== undefined || values.queries !== undefined) onRows();
else if (values.places !== undefined) onPlaces(values.places);
else if (values.examples) await onExamples();
else await onQuestions();
