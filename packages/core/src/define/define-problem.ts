import type { ParameterTree } from '@gradproof/flatteners';
import { assertDefinition } from './assert-definition.ts';
import type { ProblemDefinition } from './definition.ts';

/**
 * Declares a problem: gives its functions their types, and rejects at once what isn't one. A module whose default export
 * it is can be checked from the command line.
 *
 * @param definition The parameters, the function, and the derivative that is to be proved right.
 * @returns The same definition.
 * @throws InputError for what is missing, unknown, or of the wrong kind.
 * @example
 * ```ts
 * import { checkGradient, defineProblem } from '@gradproof/core';
 *
 * const problem = defineProblem({
 *   parameters: { weights: [0.5, -1.5], bias: 0.1 },
 *   cost: ({ weights, bias }) => weights.reduce((sum, w) => sum + w ** 2, bias),
 *   gradient: ({ weights }) => ({ weights: weights.map((w) => 2 * w), bias: 1 }),
 * });
 * const report = await checkGradient(problem);
 * console.log(report.verdict); // correct
 * ```
 */
export const defineProblem = <Parameters extends ParameterTree, Values extends ParameterTree = ParameterTree>(
  definition: ProblemDefinition<Parameters, Values>,
): ProblemDefinition<Parameters, Values> => {
  assertDefinition(definition);
  return definition;
};
