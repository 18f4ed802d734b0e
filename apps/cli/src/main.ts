import { EXIT_STATUS } from './exit-status.ts';
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

process.title = 'gradproof'; // also in lists of processes, where --redis would show its password

const interrupt = new AbortController();
process.once('SIGINT', () => {
  interrupt.abort();
  process.once('SIGINT', () => process.exit(EXIT_STATUS.interrupted)); // asked twice: at once
});
// whoever reads our output may stop reading: that is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), processTerminal(), interrupt.signal);
