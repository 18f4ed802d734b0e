import type { ParameterTree } from '@gradproof/flatteners';
import { untilAborted } from '../async/until-aborted.ts';
import type { CheckOptions, Progress } from '../contract/options.ts';
import type { ProblemDefinition } from '../define/definition.ts';
import type { OutputFunction, ScalarFunction } from '../define/scalar-function.ts';
import { scalarFunctions } from '../define/scalar-functions.ts';
import type { Report } from '../report/report.ts';
import { assertOptions } from './assert-options.ts';
import { checkProblem } from './check-problem.ts';
import { jacobianReport, type OutputReport } from './jacobian-report.ts';

const checkScalar = async (
  { problem, gradient, gradientAt, costValue }: ScalarFunction,
  options: CheckOptions,
): Promise<Report> => {
  const grad = await untilAborted(gradient(), options.signal);
  return checkProblem({ problem, grad, costValue, gradientAt }, options);
};

/** Checks each output's gradient, one after the other. */
const checkOutputs = async (
  outputs: readonly OutputFunction[],
  { onProgress, ...options }: CheckOptions,
): Promise<Report> => {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const reports: OutputReport[] = [];
  for (const [index, output] of outputs.entries()) {
    const tell = ({ checked, coordinates }: Progress) =>
      onProgress?.({
        checked: index * coordinates + checked,
        coordinates: outputs.length * coordinates,
        seconds: seconds(),
      });
    const report = await checkScalar(output, { ...options, onProgress: tell });
    reports.push({ output: output.name, report });
  }
  return jacobianReport(reports, seconds());
};

/** Checks the one function of a problem, or each of its outputs in one report. Throws what checkProblem does, and what computing a gradient does. */
export const checkFunctions = (
  functions: readonly ScalarFunction[],
  options: CheckOptions = {},
): Promise<Report> => {
  const whole = functions.find(({ kind }) => kind === 'whole');
  return whole
    ? checkScalar(whole, options)
    : checkOutputs(
        functions.filter((scalar) => scalar.kind === 'output'),
        options,
      );
};

/**
 * Checks a gradient of any cost function at every coordinate, by the textbook formula; of a function with many outputs, the
 * gradient of a seeded random projection of them or, with `jacobian`, each output's.
 * Throws InputError for what can't be used, and whatever the functions throw.
 */
export const checkGradient = async <
  Parameters extends ParameterTree,
  Values extends ParameterTree = ParameterTree,
>(
  definition: ProblemDefinition<Parameters, Values>,
  options: CheckOptions = {},
): Promise<Report> => {
  assertOptions(options);
  return checkFunctions(await scalarFunctions(definition, options), options);
};
