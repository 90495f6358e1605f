import type { Store } from '../store.ts';

/** A citizen's report as it stands in its table. */
export interface ReportRow {
  readonly at: number;
  readonly channel: string;
  readonly locale: string;
  readonly catalogue_version: string;
  /** JSON. */
  readonly fields: string;
}

/** The store in the hands of an operator's command, while servers run or not. */
export interface Visit extends Pick<Store, 'deadLetters' | 'revive' | 'archive' | 'close'> {
  /** What citizens report as wrong, oldest first. */
  readonly reports: () => Promise<readonly ReportRow[]>;
}
