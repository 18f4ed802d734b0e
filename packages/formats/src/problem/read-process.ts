import { assertFinite, type ClaimedGradient, type GradientPrecision } from '@gradproof/core';
import { dictionaryToVector, gradientsToVector, type Layout } from '@gradproof/flatteners';
import { InputError, type Tensor } from '@gradproof/model';
import { readNpz } from '../npz/read-npz.ts';
import { precisionOfArrays } from './precision-of-arrays.ts';
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
  /** Reads the gradient file; null where there is none. */
  readonly readGradients: ((layout: Layout) => Promise<ClaimedGradient>) | null;
  /** What the gradient's code computes in, where problem.json says it. */
  readonly gradientPrecision: GradientPrecision | undefined;
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
  {
    process: { command, timeLimit },
    parameters,
    gradients,
    costValue,
    gradientPrecision,
  }: ProcessDescription,
): Promise<ProcessFolder> => {
  const arraysOf = async (key: string, file: string) => readNpz(await locateArrays(place, key, file), file);
  return {
    folder: place.folder,
    command,
    timeLimit,
    costValue,
    gradientPrecision,
    parameters:
      parameters === undefined ? null : parametersOf(parameters, await arraysOf('parameters', parameters)),
    readGradients:
      gradients === undefined
        ? null
        : async (layout) => {
            const arrays = await arraysOf('gradients', gradients);
            return {
              grad: gradientsToVector(Object.fromEntries(arrays), layout),
              precision: precisionOfArrays(arrays, gradientPrecision),
            };
          },
  };
};
