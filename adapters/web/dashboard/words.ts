import {
  type Cell,
  GENDERS,
  grouped,
  type Knowledge,
  type Label,
  type LabelKind,
  LIKINGS,
  LOCALES,
  type Locale,
  looseDate,
  REASONS,
  type Say,
} from '../../../bot/index.ts';

/** Names and numbers of figures in one language. */
export interface Words {
  readonly say: Say;
  readonly name: (label: Label) => string;
  /** The heading of a column. */
  readonly column: (id: string) => string;
  readonly cell: (cell: Cell) => string;
  readonly period: (id: string) => string;
}

/** The words for figures, from the catalogue and the locale files. */
export function wordsIn(knowledge: Knowledge, locale: Locale): Words {
  const say = knowledge.speech(locale);
  const name = ({ kind, id }: Label) => names[kind]({ id, say, knowledge, locale });
  return {
    say,
    name,
    column: (id) => say(isLiking(id) ? `record.liking.${id}` : `dashboard.column.${id}`),
    period: (id) => name({ kind: 'period', id }),
    cell: (cell) => ('label' in cell ? name(cell.label) : spoken(say, cell)),
  };
}

const isLiking = (id: string): boolean => (LIKINGS as readonly string[]).includes(id);

interface Asked {
  readonly id: string;
  readonly say: Say;
  readonly knowledge: Knowledge;
  readonly locale: Locale;
}

/** What has no name of ours is shown by its code. */
const oneOf =
  (ids: readonly string[], name: (id: string, say: Say) => string) =>
  ({ id, say }: Asked): string =>
    ids.includes(id) ? name(id, say) : id;

const inCatalogue = (
  { id, say, locale }: Asked,
  name: { readonly [L in Locale]: string } | undefined,
  unknown = 'dashboard.unknown',
) => name?.[locale] ?? (id === 'none' ? say(unknown) : id);

/** A name for each kind of label. */
const names: Readonly<Record<LabelKind, (asked: Asked) => string>> = {
  place: placeName,
  office: (asked) => {
    const [place = '', kind = ''] = asked.id.split('/');
    const found = asked.knowledge.catalogue.officeKinds.find(({ id }) => id === kind);
    const office = inCatalogue({ ...asked, id: kind }, found?.name);
    return asked.say('dashboard.office-in', { office, place: placeName({ ...asked, id: place }) });
  },
  service: (asked) => inCatalogue(asked, asked.knowledge.service(asked.id)?.name, 'dashboard.no-service'),
  aspect: (asked) =>
    asked.id === 'card'
      ? asked.say('record.aspect.card')
      : inCatalogue(asked, asked.knowledge.catalogue.aspects.find(({ id }) => id === asked.id)?.name),
  channel: oneOf(['messenger', 'telegram', 'web'], (id, say) => say(`record.channel.${id}`)),
  locale: oneOf(LOCALES, (id, say) => say(`record.language.${id}`)),
  gender: oneOf([...GENDERS, 'untold'], (id, say) => say(`dashboard.gender.${id}`)),
  reason: oneOf([...REASONS, 'none'], (id, say) =>
    say(id === 'none' ? 'dashboard.no-reason' : `record.reason.${id}`),
  ),
  period: ({ id, say }) => {
    const [year, quarter] = id.split('-Q');
    return quarter === undefined ? looseDate(say, id) : say('dashboard.quarter', { year, quarter });
  },
  metric: ({ id, say }) => say(`dashboard.metric.${id}`),
};

const UNKNOWN = '00';

function placeName({ id, say, knowledge, locale }: Asked): string {
  if (id.startsWith(UNKNOWN)) return say('dashboard.place-unknown');
  const found = knowledge.catalogue.places.find(({ code }) => code === id);
  if (found) return found.name[locale];
  const province = knowledge.catalogue.places.find(({ code }) => code === id.slice(0, 2));
  return province ? say('dashboard.district-unknown', { province: province.name[locale] }) : id;
}

const SECONDS_A_MINUTE = 60;

function spoken(say: Say, cell: Exclude<Cell, { readonly label: unknown }>): string {
  if ('gap' in cell) return cell.gap === 'blank' ? '' : say(`dashboard.gap.${cell.gap}`);
  if ('share' in cell) return say('dashboard.share', { n: (cell.share * 100).toFixed(1) });
  if ('count' in cell)
    return say(cell.isLeast ? 'dashboard.at-least' : 'dashboard.count', { n: grouped(cell.count) });
  const whole = Math.round(cell.seconds);
  const [minutes, seconds] = [Math.floor(whole / SECONDS_A_MINUTE), whole % SECONDS_A_MINUTE];
  return say('dashboard.minutes', { minutes, seconds });
}
