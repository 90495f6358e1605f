import type { Knowledge } from '../../bot/index.ts';
import { judge, type Verdict } from './verdict.ts';

/** One row of citizen-questions.tsv: what was asked and what a fair answer is. */
export interface ExpectedQuestion {
  readonly lang: string;
  readonly text: string;
  readonly service: string;
  readonly aspect: string;
}

/** A share as counts. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}
export type Score = Readonly<Record<string, Share>>;

/** Reads the tab-separated file; a row with missing columns is an error with its line. */
export function parseQuestions(text: string, file: string): ExpectedQuestion[] {
  const [, ...rows] = text.trimEnd().split('\n');
  return rows.map((row, index) => {
    const [lang, question, service, aspect] = row.split('\t');
    if (!lang || !question || !service || !aspect)
      throw new Error(
        `${file}:${index + 2}: a row has lang, question, service and aspect, separated by tabs`,
      );
    return { lang, text: question, service, aspect };
  });
}

export interface Judged {
  readonly question: ExpectedQuestion;
  readonly verdict: Verdict;
}

/** Asks every question on its own and counts, by language and in all. */
export function scoreQuestions(knowledge: Knowledge, questions: readonly ExpectedQuestion[]) {
  const judged = questions.map(
    (question): Judged => ({ question, verdict: judge(knowledge, question.text) }),
  );
  const languages = [...new Set(questions.map(({ lang }) => lang))];
  const scores = Object.fromEntries([
    ...languages.map(
      (lang) => [lang, scoreOf(judged.filter(({ question }) => question.lang === lang))] as const,
    ),
    ['all', scoreOf(judged)] as const,
  ]);
  return { scores, failures: judged.filter((one) => !served(one)) };
}

const kindOf = ({ service }: ExpectedQuestion) =>
  service === 'out-of-scope' ? 'out' : service.startsWith('intent:') ? 'intent' : 'service';
const fair = ({ service }: ExpectedQuestion) => service.split('|');
const rightService = ({ question, verdict }: Judged) =>
  verdict.service !== null && fair(question).includes(verdict.service);
const offered = ({ question, verdict }: Judged) => verdict.choices.some((id) => fair(question).includes(id));
const rightAspect = ({ question, verdict }: Judged) => (verdict.aspect ?? 'general') === question.aspect;
const rightIntent = ({ question, verdict }: Judged) => `intent:${verdict.intent}` === question.service;

function served(one: Judged): boolean {
  const kind = kindOf(one.question);
  if (kind === 'out') return one.verdict.outcome === 'unanswered';
  if (kind === 'intent') return rightIntent(one);
  return (rightService(one) && rightAspect(one)) || offered(one);
}

function scoreOf(judged: readonly Judged[]): Score {
  const services = judged.filter(({ question }) => kindOf(question) === 'service');
  const intents = judged.filter(({ question }) => kindOf(question) === 'intent');
  const outside = judged.filter(({ question }) => kindOf(question) === 'out');
  const right = services.filter(rightService);
  const share = (some: readonly Judged[], all: readonly Judged[]): Share => ({
    hits: some.length,
    of: all.length,
  });
  return {
    'right or among choices': share(
      services.filter((one) => rightService(one) || offered(one)),
      services,
    ),
    'right service answered': share(right, services),
    'wrong service answered': share(
      services.filter((one) => one.verdict.service !== null && !rightService(one)),
      services,
    ),
    'right aspect when right': share(right.filter(rightAspect), right),
    intents: share(intents.filter(rightIntent), intents),
    'out of scope answered': share(
      outside.filter(({ verdict }) => verdict.outcome === 'answered'),
      outside,
    ),
    'out of scope clarified': share(
      outside.filter(({ verdict }) => verdict.outcome === 'clarified'),
      outside,
    ),
    'out of scope refused': share(
      outside.filter(({ verdict }) => verdict.outcome === 'unanswered'),
      outside,
    ),
  };
}
