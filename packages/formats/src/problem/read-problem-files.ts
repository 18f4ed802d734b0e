import type { LayeredProblem } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { readNpzBytes } from '../npz/read-npz-bytes.ts';
import { describeIssues } from './describe-issues.ts';
import { type ProblemDescription, problemSchema } from './problem-schema.ts';
import { readExamples, takeExamples } from './read-examples.ts';
import { readGradient, takeParameters } from './read-parameters.ts';
import type { ProblemFolder } from './read-problem.ts';

const DESCRIPTION = 'problem.json';

const bytesOf = (files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array => {
  const bytes = files.get(name);
  if (bytes) return bytes;
  throw new InputError(`${name} is missing; given are ${[...files.keys()].join(', ') || 'no files'}.`);
};

const describe = (files: ReadonlyMap<string, Uint8Array>): ProblemDescription => {
  const text = new TextDecoder().decode(bytesOf(files, DESCRIPTION));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${DESCRIPTION} is not JSON: ${(error as Error).message}.`);
  }
  const result = problemSchema.safeParse(json);
  if (result.success) return result.data;
  throw new InputError(`${DESCRIPTION}: ${describeIssues(result.error.issues, json).join('; ')}.`);
};

/**
 * Reads a layered network from the files of its folder, as a page has them.
 *
 * @param files Each file's bytes by its name: problem.json and the arrays that it names.
 * @returns What checkProblem of @gradproof/core takes.
 * @throws InputError or ShapeError: what is wrong, where, what to do.
 */
export const readProblemFiles = async (files: ReadonlyMap<string, Uint8Array>): Promise<ProblemFolder> => {
  const { model, costValue, gradientPrecision, data, parameters, gradients } = describe(files);
  const arraysOf = (name: string) => readNpzBytes(bytesOf(files, name), name);
  const examples = takeExamples(data, arraysOf(data), model);
  const readTheta = takeParameters(parameters, arraysOf(parameters), model, examples.X);
  const { layout, theta } = await readTheta();
  if (gradients === undefined)
    throw new InputError(
      `${DESCRIPTION}: gradients is missing; a check needs the file of dW1, db1 and so on.`,
    );
  const { grad, precision } = await readGradient(gradients, arraysOf(gradients), layout, gradientPrecision);
  const problem: LayeredProblem = {
    kind: 'layered',
    network: model,
    layout,
    theta,
    ...(await readExamples(examples, model)),
  };
  return { problem, costValue, grad, gradientPrecision: precision };
};
