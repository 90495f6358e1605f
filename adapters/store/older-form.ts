/** Its tables lack what is asked for: they are brought up to date by whoever writes them. */
export const olderForm = (database: string): string =>
  `The database ${database} was last used by an older version of Smart Villager, or never. Start the server of this version once.`;
