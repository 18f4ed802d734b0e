import type { ScalarFunction } from '@gradproof/core';
import { readFolder } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { isModulePath } from './module/load-module.ts';
import { moduleProblem } from './module/module-problem.ts';
import type { OpenOptions } from './open-options.ts';
import { assertNotProgram } from './other-language.ts';
import { startProcess } from './process/process-problem.ts';

/** A problem that can be checked, until it is closed. */
export interface OpenProblem {
  /** What there is to differentiate: one function, or each output of one that has many. */
  readonly functions: readonly ScalarFunction[];
  /** Ends the problem's process, if it has one; call it in every case. */
  readonly close: () => Promise<void>;
}

const assertNoTimeLimit = (path: string, what: string, seconds: number | undefined): void => {
  if (seconds === undefined) return;
  throw new InputError(`A limit of seconds for an evaluation belongs to a process, but ${path} is ${what}.`);
};

/**
 * Opens the problem at a path. A module runs in this process, a process is started: only open what you would run.
 *
 * @param path A problem folder or its problem.json, of a layered network or of a process, or a module.
 * @param options How it is opened.
 * @returns The functions to check, until it is closed.
 * @throws InputError (what is wrong, where, what to do), and the signal's reason; then nothing is left behind.
 */
export const openProblem = async (path: string, options: OpenOptions = {}): Promise<OpenProblem> => {
  const { evaluationSeconds } = options;
  if (isModulePath(path)) {
    assertNoTimeLimit(path, 'a module, which runs in this process', evaluationSeconds);
    return { functions: await moduleProblem(path, options), close: async () => {} };
  }
  assertNotProgram(path);
  const folder = await readFolder(path);
  if (folder.kind === 'process')
    return startProcess({ ...folder, timeLimit: evaluationSeconds ?? folder.timeLimit }, options);
  assertNoTimeLimit(path, 'a layered network', evaluationSeconds);
  const { problem, costValue, readGradients } = folder;
  return {
    functions: [{ kind: 'whole', problem, costValue, gradient: readGradients }],
    close: async () => {},
  };
};
