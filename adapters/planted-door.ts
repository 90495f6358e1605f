import { normalise } from '../bot/understand/normalise.ts';
export const key = normalise('x');
