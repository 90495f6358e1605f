import { Worker } from 'node:worker_threads';
import { createKnowledge, type Knowledge } from '../../bot/index.ts';
import type { Log } from '../log.ts';
import { type Built, type Checked, issueLine } from './build.ts';
import type { ContentFile } from './files.ts';
import type { BuildTask } from './kept.ts';
import { standOf, watchFolder } from './watch.ts';
import type { WorkerMessage } from './worker.ts';

/** A version of the content that citizens are answered from, and the files that say it. */
export interface ServedContent {
  readonly version: string;
  readonly files: readonly ContentFile[];
}

/** Content that is kept up to date while the server runs. */
export interface LiveContent {
  readonly knowledge: () => Knowledge;
  /** Why the files on disk are not what is served; empty when they are. */
  readonly troubles: () => readonly string[];
  /** Hears of every version from its first answer on, those that were served before as well. */
  readonly listen: (hear: (served: ServedContent) => void) => void;
  readonly close: () => void;
}

export interface LiveContentOptions {
  readonly folder: string;
  /** Compiled `worker.ts`. */
  readonly worker: URL;
  /** A file to keep the last good build in, so that a restart need not learn again; none: nothing is kept. */
  readonly keep?: string;
  readonly log: Pick<Log, 'info' | 'error'>;
}

/**
 * Builds the content in a worker and again whenever a file changes. New facts are served as soon as they are
 * checked, what they teach the matcher a second later. A broken change is told in the log and in `troubles`, and
 * the old content stays. Rejects with all troubles when the first build fails.
 */
export async function openLiveContent({
  folder,
  worker,
  keep,
  log,
}: LiveContentOptions): Promise<LiveContent> {
  const build = (onChecked: (checked: Checked, files: readonly ContentFile[]) => void = () => {}) =>
    buildInWorker(
      worker,
      { folder, ...(keep ? { keep } : {}) },
      {
        onChecked,
        onNotKept: (reason) => log.error({ reason }, 'content.not-kept'),
      },
    );
  const start = await standOf(folder); // before the build, so that a change during it is one
  const { built: first, files: firstFiles } = await build();
  if (!first.ok)
    throw new Error(
      `the content is broken, mend it and start again:\n${first.issues.map(issueLine).join('\n')}`,
    );
  let knowledge = knowledgeFrom(first);
  let learned = first.version;
  let troubles: readonly string[] = [];
  const unheard: ServedContent[] = [];
  let tell = (served: ServedContent): void => void unheard.push(served);
  tell({ version: first.version, files: firstFiles });
  const swap = (next: Knowledge, files: readonly ContentFile[]) => {
    const isNew = next.version !== knowledge.version;
    knowledge = next;
    if (isNew) tell({ version: next.version, files });
  };

  const refuse = (told: readonly string[]) => {
    troubles = told;
    log.error({ kept: knowledge.version, troubles: told.slice(0, 20) }, 'content.refused');
  };
  const rebuild = async () => {
    try {
      const { built, files } = await build(({ catalogue, version }, read) => {
        swap(createKnowledge(catalogue, knowledge.lessons, version), read);
        troubles = [];
      });
      if (!built.ok) return refuse(built.issues.map(issueLine));
      if (built.version !== learned) {
        swap(knowledgeFrom(built), files);
        learned = built.version;
        log.info({ version: built.version, services: built.catalogue.services.length }, 'content.swapped');
      }
      troubles = [];
    } catch (error) {
      refuse([`the content could not be read: ${error instanceof Error ? error.message : String(error)}`]);
    }
  };
  const close = watchFolder(folder, start, rebuild);
  return {
    knowledge: () => knowledge,
    troubles: () => troubles,
    listen: (hear) => {
      tell = hear;
      for (const served of unheard.splice(0)) hear(served);
    },
    close,
  };
}

const knowledgeFrom = ({ catalogue, lessons, version }: Extract<Built, { ok: true }>): Knowledge =>
  createKnowledge(catalogue, lessons, version);

interface Listeners {
  readonly onChecked: (checked: Checked, files: readonly ContentFile[]) => void;
  readonly onNotKept: (reason: string) => void;
}

interface BuiltFiles {
  readonly built: Built;
  readonly files: readonly ContentFile[];
}

function buildInWorker(
  worker: URL,
  task: BuildTask,
  { onChecked, onNotKept }: Listeners,
): Promise<BuiltFiles> {
  return new Promise((resolve, reject) => {
    let files: readonly ContentFile[] = [];
    const building = new Worker(worker, { workerData: task });
    building.on('message', (message: WorkerMessage) => {
      if ('read' in message) files = message.read;
      else if ('checked' in message) onChecked(message.checked, files);
      else if ('built' in message) resolve({ built: message.built, files });
      else onNotKept(message.notKept);
    });
    building.once('messageerror', reject);
    building.once('error', reject);
    building.once('exit', (code) => {
      reject(new Error(`the content worker stopped with code ${code} and without a word`)); // no matter once it spoke
    });
  });
}
