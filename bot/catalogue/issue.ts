/** Something wrong in the content, told so that its editor can mend it. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  /** Path of the file inside `content/`. */
  readonly file: string;
  /** Where in the file: keys and list positions. */
  readonly path: readonly (string | number)[];
  /** What is wrong, what was seen, what is allowed. */
  readonly message: string;
  /** What to write instead, ready to copy. */
  readonly fix?: string;
}
