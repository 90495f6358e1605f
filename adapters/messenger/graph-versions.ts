/** Until when Meta serves each version of the Graph API: developers.facebook.com/docs/graph-api/changelog. Undefined: not announced. */
const ENDS = new Map<string, string | undefined>([
  ['v21.0', '2027-01-21'],
  ['v22.0', '2027-05-20'],
  ['v23.0', '2027-10-08'],
  ['v24.0', '2028-02-18'],
  ['v25.0', '2028-07-29'],
  ['v26.0', undefined],
]);
const WARN_DAYS = 90;
const DAY_MS = 86_400_000;

/** What the operator should know at start about the version that is spoken; undefined when all is well. */
export function versionWarning(version: string, now: Date): string | undefined {
  const known = [...ENDS.keys()];
  if (!ENDS.has(version))
    return `Graph API ${version} is unknown here; known are ${known.join(', ')}. Check MESSENGER_GRAPH_VERSION.`;
  const end = ENDS.get(version);
  if (end === undefined) return undefined;
  const days = Math.floor((Date.parse(end) - now.getTime()) / DAY_MS);
  if (days > WARN_DAYS) return undefined;
  const when = days < 0 ? `ended on ${end}` : `ends on ${end}, in ${days} days`;
  return `Graph API ${version} ${when}. Set MESSENGER_GRAPH_VERSION=${known.at(-1)}, and try it.`;
}
