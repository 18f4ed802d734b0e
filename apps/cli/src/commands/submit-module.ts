import {
  type CheckOptions,
  createFunctionEngine,
  estimateWork,
  type FunctionProblem,
  type ScalarFunction,
} from '@gradproof/core';
import { givenPrecision, resolveCheck, type ResolvedOptions } from '@gradproof/core/fleet';
import { InputError } from '@gradproof/model';
import { versionOfModule } from '@gradproof/problems';
import { type FleetFunctionCheck, moduleArithmetic, moduleNameSchema } from '@gradproof/queue';
import { withProblem } from '../checking/with-problem.ts';

/** The last of so many evaluations counts: the first may compile code or fill caches. */
const TIMED = 2;

const secondsOf = async ({ cost, theta }: FunctionProblem): Promise<number> => {
  let seconds = 0;
  for (let turn = 0; turn < TIMED; turn++) {
    const began = performance.now();
    await cost(theta.slice());
    seconds = (performance.now() - began) / 1000;
  }
  return seconds;
};

const secondsEach = async (problem: FunctionProblem, options: ResolvedOptions): Promise<number> =>
  estimateWork(problem, options, { seconds: await secondsOf(problem) }).seconds / problem.layout.size;

const assertWhole = (path: string, { kind }: ScalarFunction): void => {
  if (kind === 'whole') return;
  throw new InputError(
    `${path} asks for its whole Jacobian, which is a check for each output: the fleet computes one. gradproof check ${path} checks them here.`,
  );
};

/** The module's name and version. Throws InputError for a name that no worker would take. */
const moduleOf = async (path: string, folder: string | undefined) => {
  const module = await versionOfModule(path, folder);
  const { error } = moduleNameSchema.safeParse(module.name);
  if (!error) return module;
  throw new InputError(`${module.name} is no name for a module of the fleet: ${error.issues[0]!.message}.`);
};

/**
 * Loads the module, computes its gradient and times its cost. `folder`: the one that workers have, too; by default that which the file lies
 * in. Throws InputError for what can't be checked or isn't all in the folder, and the signal's reason.
 */
export const openModuleCheck = async (
  path: string,
  folder: string | undefined,
  asked: CheckOptions,
  signal: AbortSignal,
): Promise<Omit<FleetFunctionCheck, 'recheck' | 'runSeconds'>> => {
  const module = await moduleOf(path, folder);
  return withProblem(path, { seed: asked.seed, signal }, async (functions) => {
    const [scalar] = functions as [ScalarFunction];
    assertWhole(path, scalar);
    const problem = scalar.problem as FunctionProblem; // a module has no layers
    const { grad, precision } = await scalar.gradient();
    const gradientPrecision = givenPrecision(asked.gradientPrecision) ?? precision;
    const description = await createFunctionEngine().describe();
    const options = resolveCheck({ problem, grad }, asked, description);
    if (options.method !== 'textbook')
      throw new InputError(
        `The ${options.method} method needs a layered network; a function is checked by the textbook method.`,
      );
    const { layout, theta } = problem;
    return {
      problem: { layout, theta, grad, gradientPrecision },
      name: path,
      engine: { name: description.name, arithmetic: moduleArithmetic() },
      module,
      options,
      secondsEach: await secondsEach(problem, options),
    };
  });
};
