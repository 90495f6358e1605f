import type { Plugin } from 'esbuild';

export declare const SERVER: Readonly<Record<'main' | 'content-worker' | 'store-worker', string>>;
export declare const COMMANDS: Readonly<Record<string, string>>;
export declare function bundle(
  entryPoints: Readonly<Record<string, string>>,
  outdir: string,
  plugins?: Plugin[],
): Promise<void>;
