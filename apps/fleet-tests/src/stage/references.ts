import { fileURLToPath } from 'node:url';
import type { CheckedProblem } from './problems.ts';
import { startNode } from './started-process.ts';

const COMMAND_LINE = fileURLToPath(new URL('../../../cli/bin/gradproof.js', import.meta.url));

/** A report's JSON without `seconds`, which no two runs share. */
export const bitsOf = (report: string): string => {
  const read = JSON.parse(report) as Record<string, unknown>;
  return JSON.stringify({ ...read, seconds: 0 });
};

/** What `gradproof check` says on one machine, by problem; asked once. */
export type References = (problem: CheckedProblem) => Promise<string>;

/** Asks the command line, once for every problem. */
export const createReferences = (): References => {
  const known = new Map<string, Promise<string>>();
  const ask = async ({
    folder,
    options,
    checkOptions = ['--threads', '1'],
  }: CheckedProblem): Promise<string> => {
    const args = ['check', folder, ...options, '--json', ...checkOptions];
    const { stdout, stderr } = await startNode(COMMAND_LINE, args, {}).ended;
    if (stdout === '') throw new Error(`gradproof check ${folder} said nothing: ${stderr}`);
    return bitsOf(stdout);
  };
  return (problem) => {
    const key = [problem.folder, ...problem.options].join(' ');
    if (!known.has(key)) known.set(key, ask(problem));
    return known.get(key)!;
  };
};
