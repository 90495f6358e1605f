export * from './codes.ts';
export * from './record.ts';
