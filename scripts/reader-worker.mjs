// Lets a command that runs from its TypeScript source start the reader's thread; a compiled one has it compiled.
import { register } from 'tsx/esm/api';

register();
await import('../adapters/store/sqlite/reader-worker.ts');
