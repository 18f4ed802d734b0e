import { assertFinite } from '@gradproof/core';
import { dictionaryToVector, gradientsToVector, type Layout } from '@gradproof/flatteners';
import { InputError, type Tensor } from '@gradproof/model';
import { readNpz } from '../npz/read-npz.ts';
import { locateArrays, type ProblemPlace } from './problem-path.ts';
import type { ProcessDescription } from './process-schema.ts';
import type { Parameters } from './read-parameters.ts';

/** A problem folder of a function in another language, read. */
export interface ProcessFolder {
  /** The folder, every link resolved: where the command runs. */
  readonly folder: string;
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  /** Seconds that one answer may take. */
  readonly timeLimit: number;
  /** θ and its layout from the parameter file; null where the process tells them. */
  readonly parameters: Parameters | null;
  /** Reads the gradient file, [P]; null where there is none. */
  readonly readGradients: ((layout: Layout) => Promise<Float64Array>) | null;
  readonly costValue: number | undefined;
}

const parametersOf = (file: string, arrays: ReadonlyMap<string, Tensor>): Parameters => {
  if (arrays.size === 0)
    throw new InputError(`${file} holds no arrays: there is nothing to differentiate by.`);
  for (const [name, array] of arrays) assertFinite(name, array);
  return dictionaryToVector(Object.fromEntries(arrays));
};

/** Reads what the description names. Throws InputError or ShapeError: what is wrong, where, what to do. */
export const readProcess = async (
  place: ProblemPlace,
  { process: { command, timeLimit }, parameters, gradients, costValue }: ProcessDescription,
): Promise<ProcessFolder> => {
  const arraysOf = async (key: string, file: string) => readNpz(await locateArrays(place, key, file), file);
  return {
    folder: place.folder,
    command,
    timeLimit,
    costValue,
    parameters:
      parameters === undefined ? null : parametersOf(parameters, await arraysOf('parameters', parameters)),
    readGradients:
      gradients === undefined
        ? null
        : async (layout) =>
            gradientsToVector(Object.fromEntries(await arraysOf('gradients', gradients)), layout),
  };
};
