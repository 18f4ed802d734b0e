import { Console } from 'node:console';
import process from 'node:process'; // a module may delete the global one
import { restoreProcess } from './our-process.ts';

/**
 * While `run` runs, what is printed to standard output (console.log and the like, process.stdout.write) goes to standard error: a user's
 * module may print, but standard output is the report's.
 */
export const withConsoleToStderr = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  const { stdout, stderr } = process;
  const before = { ...console };
  const write = stdout.write.bind(stdout);
  Object.assign(console, new Console({ stdout: stderr, stderr }));
  stdout.write = stderr.write.bind(stderr);
  try {
    return await run();
  } finally {
    restoreProcess();
    Object.assign(console, before);
    stdout.write = write;
  }
};
