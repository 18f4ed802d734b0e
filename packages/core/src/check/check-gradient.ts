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
  { problem, gradient, gradientAt, isColumnwise, costValue }: ScalarFunction,
  options: CheckOptions,
): Promise<Report> => {
  const { grad, precision } = await untilAborted(gradient(), options.signal);
  return checkProblem(
    { problem, grad, costValue, gradientAt, isColumnwise, gradientPrecision: precision },
    options,
  );
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

/**
 * Checks the one function of a problem, or each of its outputs in one report.
 *
 * @param functions What scalarFunctions gives, or a problem that is opened: one whole function, or outputs.
 * @param options How the check is run; everything has a default.
 * @returns The report; of several outputs one report, whose tensors carry the outputs' names.
 * @throws InputError for options or numbers that can't be used; what a function throws, a cost's as CostError; the signal's reason.
 * @example
 * ```ts
 * import { checkFunctions, scalarFunctions } from '@gradproof/core';
 *
 * const functions = await scalarFunctions({
 *   parameters: { x: 3, y: 2 },
 *   cost: ({ x, y }) => x * y ** 2,
 *   gradient: ({ x, y }) => ({ x: y ** 2, y: 2 * x * y }),
 * });
 * const report = await checkFunctions(functions, { threshold: 1e-6 });
 * console.log(report.verdict); // correct
 * ```
 */
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
 *
 * @param definition The parameters, the function, and the derivative that is to be proved right.
 * @param options How the check is run; everything has a default.
 * @returns The report: the verdict and its reason, the difference, and what was found in each tensor.
 * @throws InputError for a definition, options or numbers that can't be used; what a function throws, a cost's as CostError; the signal's reason.
 * @example
 * ```ts
 * import { checkGradient } from '@gradproof/core';
 *
 * const report = await checkGradient({
 *   parameters: { x: 3, y: 2 },
 *   cost: ({ x, y }) => x * y ** 2,
 *   gradient: ({ x, y }) => ({ x: y ** 2, y: x * y }), // the 2 of 2xy is missing
 * });
 * console.log(report.verdict); // incorrect
 * console.log(report.tensors.map(({ name, verdict }) => name + ' ' + verdict).join(', ')); // x correct, y incorrect
 * ```
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
