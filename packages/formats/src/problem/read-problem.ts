import type { LayeredProblem } from '@gradproof/core';
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

/** Reads a problem from its folder or its problem.json. Throws InputError or ShapeError: what is wrong, where, what to do. */
export const readProblem = async (path: string): Promise<ProblemFolder> => {
  const place = await locateProblem(path);
  const { model, costValue, ...files } = await readDescription(place.description);
  const arraysOf = async (key: keyof typeof files) =>
    readNpz(await locateArrays(place, key, files[key]), files[key]);

  const { X, Y } = readExamples(files.data, await arraysOf('data'), model);
  const { layout, theta } = readParameters(files.parameters, await arraysOf('parameters'), model, X);
  const grad = readGradient(files.gradients, await arraysOf('gradients'), layout);
  return { problem: { kind: 'layered', network: model, layout, theta, X, Y }, grad, costValue };
};
