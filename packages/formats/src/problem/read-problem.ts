import type { ClaimedGradient, ClaimPrecision, LayeredProblem } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { type NpzArrays, withNpz } from '../npz/open-npz.ts';
import { RemediableError } from '../remediable-error.ts';
import { locateArrays, locateProblem, type ProblemPlace } from './problem-path.ts';
import type { ProblemDescription } from './problem-schema.ts';
import { readDescription } from './read-description.ts';
import { readExamples, takeExamples } from './read-examples.ts';
import { readGradient, takeParameters } from './read-parameters.ts';
import { type ProcessFolder, readProcess } from './read-process.ts';

/** A problem folder, read: everything that a check needs. */
export interface ProblemFolder {
  readonly problem: LayeredProblem;
  /** The gradient to be checked, [P]. */
  readonly grad: Float64Array;
  /** J(θ) as the user's own code has it. */
  readonly costValue: number | undefined;
  /** What the gradient is given in, where problem.json or its arrays' type says it. */
  readonly gradientPrecision?: ClaimPrecision | undefined;
}

/** The same with the gradient still to be read: where the description names none, there is nothing to check, but J can be differentiated. */
export interface LayeredFolder extends Omit<ProblemFolder, 'grad' | 'gradientPrecision'> {
  readonly readGradients: () => Promise<ClaimedGradient>;
}

const readLayered = async (
  place: ProblemPlace,
  { model, costValue, gradientPrecision, ...files }: ProblemDescription,
): Promise<LayeredFolder> => {
  const withArrays = async <Result>(
    key: keyof typeof files,
    file: string,
    use: (arrays: NpzArrays) => Promise<Result>,
  ): Promise<Result> => withNpz(await locateArrays(place, key, file), file, use);

  const problem = await withArrays('data', files.data, (data) =>
    withArrays('parameters', files.parameters, async (parameters): Promise<LayeredProblem> => {
      const examples = takeExamples(files.data, data, model);
      const readTheta = takeParameters(files.parameters, parameters, model, examples.X);
      const read = { ...(await readTheta()), ...(await readExamples(examples, model)) };
      return { kind: 'layered', network: model, ...read };
    }),
  );
  const readGradients = async (): Promise<ClaimedGradient> => {
    if (files.gradients === undefined) {
      throw new RemediableError(
        `${place.description}: gradients is missing; a check needs the file of dW1, db1 and so on.`,
        { kind: 'differentiate-only' },
      );
    }
    const file = files.gradients;
    return withArrays('gradients', file, (arrays) =>
      readGradient(file, arrays, problem.layout, gradientPrecision),
    );
  };
  return { problem, costValue, readGradients };
};

/** Either kind of problem folder. */
export type AnyFolder =
  ({ readonly kind: 'layered' } & LayeredFolder) | ({ readonly kind: 'process' } & ProcessFolder);

/**
 * Reads a problem of either kind; a process is not started.
 *
 * @param path Its folder, or its problem.json.
 * @returns A layered network with its arrays, or how a process is started.
 * @throws InputError or ShapeError: what is wrong, where, what to do.
 */
export const readFolder = async (path: string): Promise<AnyFolder> => {
  const place = await locateProblem(path);
  const description = await readDescription(place.description);
  return 'process' in description
    ? { kind: 'process', ...(await readProcess(place, description)) }
    : { kind: 'layered', ...(await readLayered(place, description)) };
};

/**
 * Reads a layered network with the gradient to be checked.
 *
 * @param path Its folder, or its problem.json.
 * @returns What checkProblem of @gradproof/core takes.
 * @throws InputError or ShapeError: what is wrong, where, what to do; InputError, too, for a process.
 */
export const readProblem = async (path: string): Promise<ProblemFolder> => {
  const read = await readFolder(path);
  if (read.kind === 'process') {
    throw new InputError(
      `${path} is a process, whose own code computes its cost; what is needed here is a layered network, described as "model".`,
    );
  }
  const { problem, costValue, readGradients } = read;
  const { grad, precision } = await readGradients();
  return { problem, costValue, grad, gradientPrecision: precision };
};
