import { watch } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { createKnowledge, type Knowledge } from '../../bot/index.ts';
import { type Built, issueLine } from './build.ts';
import type { BuildTask } from './kept.ts';

/** Content that is kept up to date while the server runs. */
export interface LiveContent {
  readonly knowledge: () => Knowledge;
  /** Why the files on disk are not what is served; empty when they are. */
  readonly troubles: () => readonly string[];
  readonly close: () => void;
}

export interface LiveContentOptions {
  readonly folder: string;
  /** Compiled `worker.ts`. */
  readonly worker: URL;
  /** A file to keep the last good build in, so that a restart need not learn again; none: nothing is kept. */
  readonly keep?: string;
  readonly log: {
    readonly info: (fields: object, event: string) => void;
    readonly error: (fields: object, event: string) => void;
  };
}

/** Editors save several files in a row: wait this long for the last. */
const QUIET_MS = 250;

/**
 * Builds the content in a worker and again whenever a file changes. A broken change is told in the log and in
 * `troubles`, and the old content stays. Rejects with all troubles when the first build fails.
 */
export async function openLiveContent({
  folder,
  worker,
  keep,
  log,
}: LiveContentOptions): Promise<LiveContent> {
  const task: BuildTask = { folder, ...(keep ? { keep } : {}) };
  const first = await buildInWorker(worker, task);
  if (!first.ok)
    throw new Error(
      `the content is broken, mend it and start again:\n${first.issues.map(issueLine).join('\n')}`,
    );
  let knowledge = createKnowledge(first.catalogue, first.lessons, first.version);
  let troubles: readonly string[] = [];

  const rebuild = async () => {
    const built = await buildInWorker(worker, task).catch((error: unknown) => failed(error));
    if (built.ok) {
      troubles = [];
      if (built.version === knowledge.version) return;
      knowledge = createKnowledge(built.catalogue, built.lessons, built.version);
      log.info({ version: built.version, services: built.catalogue.services.length }, 'content.swapped');
    } else {
      troubles = built.issues.map(issueLine);
      log.error({ kept: knowledge.version, troubles: troubles.slice(0, 20) }, 'content.refused');
    }
  };
  const close = onQuietChange(folder, rebuild);
  return { knowledge: () => knowledge, troubles: () => troubles, close };
}

const failed = (error: unknown): Extract<Built, { ok: false }> => ({
  ok: false,
  version: '',
  issues: [
    {
      severity: 'error',
      file: '.',
      path: [],
      line: 1,
      column: 1,
      message: `the content could not be read: ${error instanceof Error ? error.message : String(error)}`,
    },
  ],
});

function buildInWorker(worker: URL, task: BuildTask): Promise<Built> {
  return new Promise((resolve, reject) => {
    const building = new Worker(worker, { workerData: task satisfies BuildTask });
    building.once('message', resolve);
    building.once('error', reject);
    building.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the content worker stopped with code ${code}`));
    });
  });
}

/** Calls once after changes have come to rest; changes during a call lead to one more call. Returns how to stop. */
function onQuietChange(folder: string, call: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(call);
    }, QUIET_MS);
  });
  watcher.unref();
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
