import { assertDefinition, type ScalarFunction, scalarFunctions } from '@gradproof/core';
import { InputError, isInputError } from '@gradproof/model';
import type { OpenOptions } from '../open-options.ts';
import { loadModule } from './load-module.ts';
import { withNamedErrors } from './named-errors.ts';
import { placeOf } from './place-of.ts';

const assertHasDefault = (path: string, exported: unknown): void => {
  if (exported !== undefined) return;
  throw new InputError(
    `${path} has no default export. End it with: export default defineProblem({ parameters, cost, gradient }), of @gradproof/core.`,
  );
};

/** The error, an InputError said of this module, with the place of what the module's code threw. */
const ofModule = (path: string, error: unknown): unknown => {
  if (!isInputError(error) || error.message.includes(path)) return error;
  return new InputError(`${path}: ${error.message}${placeOf(error.cause, path)}`, { cause: error });
};

/** The function with a gradient whose errors are said of this module. */
const withGradientOfModule = (path: string, scalar: ScalarFunction): ScalarFunction => {
  const { gradient, gradientAt } = scalar;
  const fail = (error: unknown): never => {
    throw ofModule(path, error);
  };
  return {
    ...scalar,
    gradient: () => gradient().catch(fail),
    ...(gradientAt && { gradientAt: (theta: Float64Array) => gradientAt(theta).catch(fail) }),
  };
};

/** The functions of the problem that a module's default export is. Throws InputError for what can't be loaded or is no problem. */
export const moduleProblem = async (
  path: string,
  { seed, signal, jacobian, load = (run) => run(), call }: OpenOptions,
): Promise<readonly ScalarFunction[]> => {
  const exported = await load(() => loadModule(path));
  assertHasDefault(path, exported);
  try {
    assertDefinition(exported);
    const definition = withNamedErrors(exported, path, call);
    const asked = jacobian && 'outputs' in definition ? { ...definition, jacobian } : definition;
    const functions = await scalarFunctions(asked, { seed, signal });
    return functions.map((scalar) => withGradientOfModule(path, scalar));
  } catch (error) {
    throw ofModule(path, error);
  }
};
