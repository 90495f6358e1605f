import { ALL } from '../../figures/index.ts';
import type { Reading, Slice } from '../reading.ts';

/** The places that a figure lists: the provinces; the districts of a chosen one; or the chosen districts. */
export function listedPlaces({ below, selection }: Reading, slice: Slice): readonly string[] {
  const { province, districts } = selection;
  if (districts.length > 0) return districts;
  return below(slice, province ?? ALL);
}
