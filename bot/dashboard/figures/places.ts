import { ALL } from '../../figures/index.ts';
import type { Reading, Slice } from '../reading.ts';

/** The places that a figure lists: the provinces; the districts of a chosen one; or the chosen districts. */
export function listedPlaces({ below, selection }: Reading, slice: Slice): readonly string[] {
  const { province, districts } = selection;
  if (districts.length > 0) return districts;
  return below(slice, province ?? ALL);
}

/** The places above those of a slice, nearest first; all of them lie in the same. */
export function placesAbove({ rows: [place = ALL] }: Pick<Slice, 'rows'>): readonly string[] {
  if (place === ALL) return [];
  const [district = '', office] = place.split('/');
  const province = district.slice(0, 2);
  if (office !== undefined) return [district, province, ALL];
  return district === province ? [ALL] : [province, ALL];
}
