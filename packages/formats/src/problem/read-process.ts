import { assertFinite, type ClaimedGradient, type GradientPrecision } from '@gradproof/core';
import { dictionaryToVector, gradientsToVector, type Layout, withD } from '@gradproof/flatteners';
import { InputError, sizeOf, type Tensor } from '@gradproof/model';
import { type NpzArrays, withNpz } from '../npz/open-npz.ts';
import { precisionOfArrays } from './precision-of-arrays.ts';
import { locateArrays, type ProblemPlace } from './problem-path.ts';
import type { ProcessDescription } from './process-schema.ts';
import type { Parameters } from './read-parameters.ts';

/** A problem folder of a function in another language, read. */
export interface ProcessFolder {
  /** The folder, every link resolved: where the command runs. */
  readonly folder: string;
  /** The file that describes it, as it was named. */
  readonly description: string;
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

const readParameters = async (file: string, arrays: NpzArrays): Promise<Parameters> => {
  if (arrays.size === 0)
    throw new InputError(`${file} holds no arrays: there is nothing to differentiate by.`);
  const read: Record<string, Tensor> = {};
  for (const [name, { shape, read: numbers }] of arrays) {
    read[name] = { shape, data: await numbers() };
    assertFinite(name, read[name]);
  }
  return dictionaryToVector(read);
};

const NO_NUMBERS = new Float64Array(0);

/** The arrays of a gradient file that may be a parameter's, with their numbers; of others, and of those of another size, the shape alone. */
const readGradients = async (arrays: NpzArrays, layout: Layout): Promise<Record<string, Tensor>> => {
  const sizes = new Map(layout.tensors.flatMap(({ name, size }) => [[name, size], [withD(name), size]])); // prettier-ignore
  const read: Record<string, Tensor> = {};
  for (const [name, { shape, read: numbers }] of arrays) {
    const isWanted = sizes.get(name) === sizeOf(shape);
    read[name] = { shape, data: isWanted ? await numbers() : NO_NUMBERS };
  }
  return read;
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
  const withArrays = async <Result>(
    key: string,
    file: string,
    use: (arrays: NpzArrays) => Promise<Result>,
  ): Promise<Result> => withNpz(await locateArrays(place, key, file), file, use);
  return {
    folder: place.folder,
    description: place.description,
    command,
    timeLimit,
    costValue,
    gradientPrecision,
    parameters:
      parameters === undefined
        ? null
        : await withArrays('parameters', parameters, (arrays) => readParameters(parameters, arrays)),
    readGradients:
      gradients === undefined
        ? null
        : (layout) =>
            withArrays('gradients', gradients, async (arrays) => ({
              grad: gradientsToVector(await readGradients(arrays, layout), layout),
              precision: precisionOfArrays(arrays, gradientPrecision),
            })),
  };
};
