import type { ParameterTree } from '@gradproof/flatteners';
import { assertDefinition } from './assert-definition.ts';
import { scalarOfCost } from './cost-function.ts';
import { readGiven } from './read-given.ts';
import type { ProblemDefinition } from './definition.ts';
import { givenKeys } from './given-keys.ts';
import type { ScalarFunction } from './scalar-function.ts';
import { scalarsOfOutputs } from './vector-function.ts';

/**
 * What there is to differentiate in a problem: its cost, the seeded projection of its outputs, or each of its outputs.
 *
 * @param definition The parameters, the function, and the derivative that is to be proved right.
 * @param options `seed` of the projection, 0 by default; `signal` ends the evaluation of the outputs early.
 * @returns One whole function or, with `jacobian`, one function for each output.
 * @throws InputError for a definition that can't be used; whatever its functions throw; the signal's reason.
 * @example
 * ```ts
 * import { scalarFunctions } from '@gradproof/core';
 *
 * const functions = await scalarFunctions({
 *   parameters: { x: 3, y: 2 },
 *   outputs: ({ x, y }) => ({ product: x * y, sum: x + y }),
 *   jvp: ({ x, y }, tangent) => ({ product: tangent.x * y + x * tangent.y, sum: tangent.x + tangent.y }),
 *   jacobian: true,
 * });
 * console.log(functions.map((f) => (f.kind === 'output' ? f.name : f.kind)).join(', ')); // product, sum
 * ```
 */
export const scalarFunctions = async <Parameters extends ParameterTree, Values extends ParameterTree>(
  definition: ProblemDefinition<Parameters, Values>,
  {
    seed = 0,
    signal,
  }: { readonly seed?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<ScalarFunction[]> => {
  const unread: unknown = definition; // asserting would narrow the definition's own type
  assertDefinition(unread);
  const given = readGiven('The problem', () => givenKeys(definition));
  return 'outputs' in given ? scalarsOfOutputs(given, seed, signal) : [scalarOfCost(given)];
};
