import { assertDefinition, type ScalarFunction, scalarFunctions } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import type { OpenOptions } from '../open-options.ts';
import { loadModule } from './load-module.ts';
import { thrownBy, withNamedErrors } from './named-errors.ts';
import { placeOf } from './place-of.ts';

const assertHasDefault = (path: string, exported: unknown): void => {
  if (exported !== undefined) return;
  throw new InputError(
    `${path} has no default export. End it with: export default defineProblem({ parameters, cost, gradient }), of @gradproof/core.`,
  );
};

/** Whether the module's own code threw it: a getter, a proxy. */
const isOfModule = (error: unknown, path: string): error is Error =>
  error instanceof Error && !(error instanceof InputError) && placeOf(error, path) !== '';

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
    return await scalarFunctions(asked, { seed, signal });
  } catch (error) {
    if (error instanceof InputError && !error.message.includes(path))
      throw new InputError(`${path}: ${error.message}`, { cause: error });
    if (isOfModule(error, path))
      throw new InputError(`${path} threw ${thrownBy(path, error)}`, { cause: error });
    throw error;
  }
};
