/** What a server tells of itself, summed over labels: `{ villager_turn_seconds_sum: 1.5, … }`. */
export type Told = Readonly<Record<string, number>>;

/** Reads the text format of Prometheus. */
export function readMetrics(text: string): Told {
  const told: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\w+)(?:\{.*\})? (\S+)$/.exec(line) ?? [];
    if (name !== undefined) told[name] = (told[name] ?? 0) + Number(value);
  }
  return told;
}

export async function metricsOf(address: string, token: string): Promise<Told> {
  const response = await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${address}/metrics answered ${response.status}`);
  return readMetrics(await response.text());
}
