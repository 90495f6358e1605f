import type { Aspect } from '../catalogue/index.ts';
import { documents } from './documents.ts';
import { fee } from './fee.ts';
import { legal } from './legal.ts';
import { steps } from './steps.ts';
import type { Tell } from './telling.ts';
import { time } from './time.ts';
import { validity } from './validity.ts';
import { where } from './where.ts';

/** How each aspect of a service is answered, in the order of the whole card. */
export const aspects = { fee, documents, time, where, validity, steps, legal } satisfies Record<Aspect, Tell>;
