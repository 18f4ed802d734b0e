import type { LayeredProblem } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { readNpz } from '../npz/read-npz.ts';
import { locateArrays, locateProblem } from './problem-path.ts';
import { readDescription } from './read-description.ts';
import { readExamples } from './read-examples.ts';
import { readGradient, readParameters } from './read-parameters.ts';

/** A problem folder, read: everything that a check needs. */
export interface ProblemFolder {
  readonly problem: LayeredProblem;
  /** The gradient to be checked, [P]. */
  readonly grad: Float64Array;
  /** J(θ) as the user's own code has it. */
  readonly costValue: number | undefined;
}

/** The model with its parameters and examples; its gradients, where the description names them, are read when asked for. */
const readModel = async (path: string) => {
  const place = await locateProblem(path);
  const { model, costValue, ...files } = await readDescription(place.description);
  const arraysOf = async (key: keyof typeof files, file: string) =>
    readNpz(await locateArrays(place, key, file), file);

  const { X, Y } = readExamples(files.data, await arraysOf('data', files.data), model);
  const parameters = await arraysOf('parameters', files.parameters);
  const { layout, theta } = readParameters(files.parameters, parameters, model, X);
  const problem: LayeredProblem = { kind: 'layered', network: model, layout, theta, X, Y };
  const readGradients = async (): Promise<Float64Array> => {
    if (files.gradients === undefined) {
      throw new InputError(
        `${place.description}: gradients is missing; a check needs the file of dW1, db1, … (gradproof differentiate works without it).`,
      );
    }
    return readGradient(files.gradients, await arraysOf('gradients', files.gradients), layout);
  };
  return { problem, costValue, readGradients };
};

/** Reads a problem from its folder or its problem.json. Throws InputError or ShapeError: what is wrong, where, what to do. */
export const readProblem = async (path: string): Promise<ProblemFolder> => {
  const { readGradients, ...read } = await readModel(path);
  return { ...read, grad: await readGradients() };
};

/** The same without its gradients: what can be differentiated. */
export const readUndifferentiated = async (path: string): Promise<Omit<ProblemFolder, 'grad'>> => {
  const { problem, costValue } = await readModel(path);
  return { problem, costValue };
};
