/** One example of how people ask. A label of null means: this is not ours to answer. */
export interface Row {
  readonly label: string | null;
  readonly text: string;
}

/** Words of any language and script that mean the same thing: car is ឡាន, រថយន្ត, lan, larn. */
export interface GlossaryEntry {
  readonly id: string;
  readonly words: readonly string[];
}
