/**
 * Deals a whole number out by weights: the parts add up to it exactly, the largest remainders are rounded up. A part
 * below `least` goes to the others, as long as there are others.
 */
export function apportion(total: number, weights: readonly number[], least = 0): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = parts
    .map((part, at) => ({ at, remainder: exact[at]! - part }))
    .sort((one, other) => other.remainder - one.remainder || one.at - other.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at]! += 1;
  const [small] = parts
    .map((part, at) => ({ part, at }))
    .filter(({ part }) => part > 0 && part < least)
    .sort((one, other) => one.part - other.part);
  if (!small || parts.filter((part) => part > 0).length === 1) return parts;
  return apportion(total, weights.with(small.at, 0), least);
}
