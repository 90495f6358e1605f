import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Step } from '../../../adapters/store/migrations.ts';
import { bundle, SERVER } from '../../bundle.mjs';
import { TABLES } from '../../move/tables.ts';
import type { Compiled } from '../compiled.ts';

/** Every table that servers write: what a move carries, and what it leaves to the target's own servers. */
const WRITTEN = [...TABLES.map(({ name }) => name), 'pulse', 'line'];

/** What a version to come might do to the tables while this one works on them: all that keeps this one working. */
export const NEXT_STEP: Step = {
  keepsOld: true,
  statements: [
    ...WRITTEN.map((table) => ({
      postgres: `ALTER TABLE ${table} ADD COLUMN rank INTEGER NOT NULL DEFAULT 0`,
    })),
    'CREATE INDEX inbox_rank ON inbox (rank)',
    'CREATE TABLE extra (id SERIAL_KEY, about TEXT NOT NULL)',
  ],
};

/** Compiles the server of a version to come, which knows that step; resolves with its program. Goes with the others. */
export async function compileNext({ server }: Compiled): Promise<string> {
  const folder = join(dirname(server), 'next-version');
  await bundle(SERVER, folder, [oneMoreStep]);
  return join(folder, 'main.js');
}

const NAMESPACE = 'next-version';

/** Puts itself in front of the steps, and adds one. */
const oneMoreStep: Plugin = {
  name: NAMESPACE,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\/migrations\.ts$/ }, ({ path, resolveDir, namespace }) =>
      namespace === NAMESPACE ? undefined : { path: join(resolveDir, path), namespace: NAMESPACE },
    );
    onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: `export * from ${JSON.stringify(path)};
        import { MIGRATIONS as now } from ${JSON.stringify(path)};
        export const MIGRATIONS = [...now, ${JSON.stringify(NEXT_STEP)}];`,
    }));
  },
};
