import type { ServedContent } from './content/live.ts';
import type { Log } from './log.ts';
import { pack } from './packed.ts';
import type { Store } from './store.ts';

/** Keeps every version of the content for good: a record names its version, and years later one can read what it said. */
export interface ContentArchive {
  /** At once, or with the first `wake` that finds the store there. */
  readonly keep: (served: ServedContent) => void;
  /** There may be something to try again. */
  readonly wake: () => void;
  /** Why a version is not kept yet; empty when all are. */
  readonly troubles: () => readonly string[];
  /** Finishes what is on its way. */
  readonly stop: () => Promise<void>;
}

export interface ContentArchiveParts {
  readonly store: Pick<Store, 'archive'>;
  readonly now: () => Date;
  readonly log: Pick<Log, 'error'>;
}

/** Every process on a store keeps what it serves; what stands there already stays as it is. */
export function createContentArchive({ store, now, log }: ContentArchiveParts): ContentArchive {
  const waiting = new Map<string, { readonly at: number } & ServedContent>();
  let writing: Promise<void> | undefined;
  let trouble: string | undefined;
  let isStopped = false;

  const write = async () => {
    for (const { version, at, files } of waiting.values()) {
      const texts = Object.fromEntries(files.map(({ name, text }) => [name, text]));
      await store.archive({ table: 'catalogue', row: { version, at, files: await pack(texts) } });
      waiting.delete(version);
    }
    trouble = undefined;
  };
  const told = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (trouble !== reason) log.error({ reason }, 'content.not-archived');
    trouble = reason;
  };
  const wake = () => {
    if (isStopped || waiting.size === 0) return;
    writing ??= write()
      .catch(told)
      .finally(() => {
        writing = undefined;
      });
  };
  return {
    keep: (served) => {
      waiting.set(served.version, { at: now().getTime(), ...served });
      wake();
    },
    wake,
    troubles: () => (trouble === undefined ? [] : [`the content is not archived yet: ${trouble}`]),
    stop: async () => {
      isStopped = true;
      await writing;
    },
  };
}
