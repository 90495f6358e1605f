import { type Catalogue, LOCALES, type Locale, nearest } from '../../bot/index.ts';
import { DATASETS } from './datasets/index.ts';
import type { Filter } from './filter.ts';
import { FORMATS } from './formats/index.ts';
import type { AnyDataset } from './shaped.ts';
import type { Format } from './table.ts';
import type { Words } from './words.ts';

/** What was typed to ask for an export. */
export interface Typed {
  readonly dataset: string | undefined;
  readonly format: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly place?: readonly string[] | undefined;
  readonly service?: string | undefined;
  readonly channel?: string | undefined;
  readonly language?: string | undefined;
}

/** An export that can be made. */
export interface Request {
  readonly dataset: AnyDataset;
  readonly format: Format;
  readonly filter: Filter;
}

/** A wrong word; the message says what would be right. */
export class WrongRequest extends Error {}

/** Throws `WrongRequest` for whatever the catalogue and the lists of datasets and formats do not know. */
export function requestOf(typed: Typed, catalogue: Catalogue, words: Words): Request {
  const dataset = oneOf<AnyDataset>('dataset', typed.dataset, DATASETS);
  const format = oneOf('--format', typed.format, FORMATS);
  const filter: Filter = {
    ...daysOf(typed),
    places: (typed.place ?? []).map((code) => placeOf(code, catalogue)),
    ...named('service', typed.service, words.codes('service')),
    ...named('channel', typed.channel, words.codes('channel')),
    ...(named('language', typed.language, LOCALES) as { language?: Locale }),
  };
  for (const name of ['place', 'service'] as const)
    if ((typed[name]?.length ?? 0) > 0 && !dataset.filters.includes(name))
      throw new WrongRequest(`--${name}: what is kept of ${dataset.name} names no ${name}.`);
  return { dataset, format, filter };
}

function oneOf<One extends { readonly name: string }>(
  what: string,
  typed: string | undefined,
  list: readonly One[],
): One {
  const found = list.find(({ name }) => name === typed);
  if (found) return found;
  const names = list.map(({ name }) => name);
  throw new WrongRequest(`${what} is one of ${names.join(', ')}${seen(typed, names)}`);
}

const named = <Name extends string>(name: Name, typed: string | undefined, codes: readonly string[]) => {
  if (typed !== undefined && !codes.includes(typed))
    throw new WrongRequest(
      codes.length > 9
        ? `--${name} ${typed} is not in the catalogue${hint(typed, codes)}`
        : `--${name} is one of ${codes.join(', ')}${seen(typed, codes)}`,
    );
  return (typed === undefined ? {} : { [name]: typed }) as { readonly [Key in Name]?: string };
};

/** A code, or else a name that leads to one. */
function placeOf(typed: string, { places }: Catalogue): string {
  if (places.some(({ code }) => code === typed)) return typed;
  const names = places.flatMap(({ code, name, aliases = [] }) =>
    [name.en, name.km, ...aliases].map((one) => ({ code, one })),
  );
  const near = nearest(
    typed,
    names.map(({ one }) => one),
  );
  const meant = names.find(({ one }) => one === near);
  throw new WrongRequest(
    `--place takes the code of a province (two digits) or a district (four); "${typed}" is none${
      meant
        ? `. Did you mean ${meant.code} (${meant.one})?`
        : hint(
            typed,
            places.map(({ code }) => code),
          )
    }`,
  );
}

function daysOf({ from, to }: Typed): Pick<Filter, 'from' | 'to'> {
  for (const [option, day] of [
    ['--from', from],
    ['--to', to],
  ] as const)
    if (day !== undefined && !isDay(day))
      throw new WrongRequest(`${option} takes a day such as 2026-01-31; seen "${day}".`);
  if (from !== undefined && to !== undefined && from > to)
    throw new WrongRequest(`--from ${from} is behind --to ${to}.`);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const isDay = (typed: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(typed) &&
  !Number.isNaN(Date.parse(typed)) &&
  new Date(typed).toISOString().startsWith(typed);

const seen = (typed: string | undefined, names: readonly string[]): string =>
  typed === undefined ? '.' : `; seen "${typed}"${hint(typed, names)}`;

function hint(typed: string, names: readonly string[]): string {
  const near = nearest(typed, names);
  return near === undefined ? '.' : `. Did you mean ${near}?`;
}
