import type { ParameterTree } from '@gradproof/flatteners';
import { assertDefinition } from './assert-definition.ts';
import { scalarOfCost } from './cost-function.ts';
import type { ProblemDefinition } from './definition.ts';
import { givenKeys } from './given-keys.ts';
import type { ScalarFunction } from './scalar-function.ts';
import { scalarsOfOutputs } from './vector-function.ts';

/**
 * What there is to differentiate in a problem: its cost, the seeded projection of its outputs, or each of its outputs.
 * Throws InputError for a definition that can't be used, and whatever its functions throw.
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
  const given = givenKeys(definition);
  return 'outputs' in given ? scalarsOfOutputs(given, seed, signal) : [scalarOfCost(given)];
};
