import { type Choices, type Label, type Selection, TIME_GRAINS } from '../../../bot/index.ts';
import { type Html, html } from '../html.ts';
import { dashboardPath } from './figure-section.ts';
import type { Words } from './words.ts';

interface Option {
  readonly value: string;
  readonly text: string;
}

/** The form above the figures, folded so that they come first; open where districts wait to be chosen. Its districts are those of the province that was chosen last. */
export function filters(locale: string, selection: Selection, choices: Choices, words: Words): Html {
  const { say, name } = words;
  const named = (kind: Label['kind'], ids: readonly string[]): Option[] =>
    ids.map((id) => ({ value: id, text: name({ kind, id }) }));
  const months = named('period', [...choices.months].reverse());
  const all = (key: string) => ({ value: '', text: say(key) });
  return html`<form class="filters" action="${dashboardPath(locale)}">
<details${selection.province !== undefined && html` open`}><summary>${say('dashboard.filter.heading')}</summary>
<div class="fields">
${field('from', say('dashboard.filter.from'), months, selection.from)}
${field('to', say('dashboard.filter.to'), months, selection.to)}
${field('province', say('dashboard.filter.province'), [all('dashboard.country'), ...named('place', provincesOf(choices))], selection.province)}
${field('channel', say('dashboard.filter.channel'), [all('dashboard.filter.all-channels'), ...named('channel', choices.channels)], selection.channel)}
${field('language', say('dashboard.filter.language'), [all('dashboard.filter.all-languages'), ...named('locale', choices.locales)], selection.locale)}
${field(
  'grain',
  say('dashboard.filter.grain'),
  TIME_GRAINS.map((grain) => ({ value: grain, text: say(`dashboard.grain.${grain}`) })),
  selection.grain,
)}
</div>
${districtBoxes(selection, choices, words)}
<p><button class="strong">${say('dashboard.filter.apply')}</button> <a class="button" href="${dashboardPath(locale)}">${say('dashboard.filter.reset')}</a></p>
</details></form>`;
}

const provincesOf = ({ places }: Choices): string[] => places.filter((code) => code.length === 2);

const field = (name: string, label: string, options: readonly Option[], chosen: string | undefined): Html =>
  html`<label>${label} <select name="${name}">${options.map(
    ({ value, text }) =>
      html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${text}</option>`,
  )}</select></label>`;

function districtBoxes({ province, districts }: Selection, { places }: Choices, { say, name }: Words): Html {
  if (province === undefined) return html`<p class="hint">${say('dashboard.filter.districts-hint')}</p>`;
  const all = places.filter((code) => code.length > 2 && code.startsWith(province));
  return html`<fieldset><legend>${say('dashboard.filter.districts')}</legend>${all.map(
    (code) =>
      html`<label><input type="checkbox" name="district" value="${code}"${districts.includes(code) && html` checked`}> ${name({ kind: 'place', id: code })}</label>`,
  )}</fieldset>`;
}
