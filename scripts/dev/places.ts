/** Where a citizen may say that they are. */
export const PLACES = {
  'Phnom Penh': [11.5564, 104.9282],
  'Siem Reap': [13.3633, 103.8564],
  Battambang: [13.0957, 103.2022],
  'Poipet, on the border': [13.6577, 102.5636],
  'Sen Monorom, in the hills': [12.4558, 107.1881],
  'Kampot, by the sea': [10.6104, 104.1815],
  'Paris, far away': [48.8566, 2.3522],
} as const satisfies Readonly<Record<string, readonly [latitude: number, longitude: number]>>;

export type Place = keyof typeof PLACES;
export const isPlace = (name: string): name is Place => Object.hasOwn(PLACES, name);
