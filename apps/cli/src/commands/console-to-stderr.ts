import { Console } from 'node:console';

/**
 * While `run` runs, what console.log and its kin print goes to standard error: a user's module may print, but standard output is the
 * report's.
 */
export const withConsoleToStderr = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  const own = { ...console };
  Object.assign(console, new Console({ stdout: process.stderr, stderr: process.stderr }));
  try {
    return await run();
  } finally {
    Object.assign(console, own);
  }
};
