import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { runWorker } from './run-worker.ts';

const BAD_INPUT = 2;
const FAILED = 4;

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    stop.abort();
    process.once(signal, () => process.exit(128 + (signal === 'SIGINT' ? 2 : 15))); // asked twice: at once
  });

const program = createProgram((options) => runWorker(options, process.env, stop.signal)).exitOverride();
try {
  await program.parseAsync(process.argv);
  process.exit(); // BullMQ may still wait for a Redis that is gone
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : BAD_INPUT);
  const { name, message } = error as Error;
  process.stderr.write(`gradproof-worker: ${message}\n`);
  process.exit(name === 'InputError' ? BAD_INPUT : FAILED);
}
