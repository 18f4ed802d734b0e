import process from 'node:process'; // a module may delete the global one
import { EXIT_STATUS } from './exit-status.ts';
import { guardProcessEnd } from './guard-process-end.ts';
import { run } from './run.ts';
import { processTerminal, withSafeErrors } from './terminal.ts';

process.title = 'gradproof'; // also in lists of processes, where --redis would show its password

const args = process.argv.slice(2);
const terminal = withSafeErrors(processTerminal());
const end = guardProcessEnd(terminal, args.includes('--debug'));
const interrupt = new AbortController();
process.once('SIGINT', () => {
  interrupt.abort();
  process.once('SIGINT', () => end.now(EXIT_STATUS.interrupted)); // asked twice: at once
});
// whoever reads our output may stop reading: that is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') end.fail(`Standard output can't be written: ${error.message}.`);
});

await end.afterOutput(await run(args, terminal, interrupt.signal));
