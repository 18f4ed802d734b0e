export type { GradproofConfig } from './config/config.ts';
export { run } from './run.ts';
export type { Terminal } from './terminal.ts';
