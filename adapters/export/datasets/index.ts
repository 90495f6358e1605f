import type { Dataset } from '../dataset.ts';
import { answers } from './answers.ts';
import { ratings } from './ratings.ts';
import { texts } from './texts.ts';
import { visits } from './visits.ts';

/** What can be exported. One more is a file and a line, and its words in the locale files under `export`. */
export const DATASETS = [
  ratings,
  visits,
  answers,
  texts('unanswered', ['unanswered', 'clarified', 'chosen']),
  texts('reports', ['content_report']),
] as const satisfies readonly Dataset[];
