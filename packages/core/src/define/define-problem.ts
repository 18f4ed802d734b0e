import type { ParameterTree } from '@gradproof/flatteners';
import { assertDefinition } from './assert-definition.ts';
import type { ProblemDefinition } from './definition.ts';

/**
 * Declares a problem: gives its functions their types, and rejects at once what isn't one. A module whose default export
 * it is can be checked from the command line.
 *
 *     export default defineProblem({ parameters: { w: [1, 2] }, cost: ({ w }) => …, gradient: ({ w }) => ({ w: … }) });
 *
 * Throws InputError for what is missing, unknown, or of the wrong kind.
 */
export const defineProblem = <Parameters extends ParameterTree, Values extends ParameterTree = ParameterTree>(
  definition: ProblemDefinition<Parameters, Values>,
): ProblemDefinition<Parameters, Values> => {
  assertDefinition(definition);
  return definition;
};
