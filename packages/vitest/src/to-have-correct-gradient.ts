import {
  assertOptions,
  type Check,
  checkFunctions,
  type CheckOptions,
  type Coverage,
  InputError,
  type ProblemDefinition,
  type Report,
  type ScalarFunction,
  scalarFunctions,
} from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { openProblem } from '@gradproof/problems';
import { reportMessage } from './words/report-message.ts';

/** How the gradient is checked: what checkGradient takes. */
export interface CorrectGradientOptions extends Omit<CheckOptions, 'coverage'> {
  /** Every coordinate, random directions, or a sample of so many coordinates; `full` by default. */
  readonly coverage?: 'full' | 'probe' | { readonly sample: number };
}

/** What a matcher gives its test runner. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matcher for `expect.extend`: the gradient of the problem is correct. An inconclusive check fails, with and without `.not`.
 *
 * @param received The problem as defineProblem takes it, a layered `{ problem, grad }`, the path of a problem folder or module, or a
 *   promise of one of these.
 * @param options How it is checked.
 * @returns Whether the assertion holds, and the report as its message.
 * @throws InputError for what can't be checked, and for options that can't be used.
 */
export async function toHaveCorrectGradient(
  this: { readonly isNot?: boolean | undefined },
  received: unknown,
  options: CorrectGradientOptions = {},
): Promise<MatcherResult> {
  const report = await check(received, checkOptionsOf(options));
  const { verdict } = report;
  const isNot = this.isNot ?? false;
  return {
    pass: isNot ? verdict !== 'incorrect' : verdict === 'correct',
    message: () => reportMessage(report, isNot),
  };
}

const check = async (received: unknown, options: CheckOptions): Promise<Report> => {
  const { functions, close } = await functionsOf(await received, options);
  try {
    return await checkFunctions(functions, { ...engineFor(functions), ...options });
  } finally {
    await close();
  }
};

/** The functions of a problem in whatever form it came, and how to be done with it. */
const functionsOf = async (
  received: unknown,
  options: CheckOptions,
): Promise<{ functions: readonly ScalarFunction[]; close: () => Promise<void> }> => {
  if (typeof received === 'string') return openProblem(received, options);
  if (typeof received === 'object' && received !== null && isCheck(received)) {
    const { problem, grad, costValue, gradientPrecision } = received;
    const scalar: ScalarFunction = {
      kind: 'whole',
      problem,
      gradient: () => Promise.resolve({ grad, precision: gradientPrecision }),
      costValue,
    };
    return { functions: [scalar], close: async () => {} };
  }
  // what is no problem is refused in there, with what it lacks
  const functions = await scalarFunctions(received as ProblemDefinition, options);
  return { functions, close: async () => {} };
};

const isCheck = (received: object): received is Check => 'problem' in received && 'grad' in received;

/** A layered network is computed by the CPU engine, on one thread: test runners have workers of their own. */
const engineFor = (functions: readonly ScalarFunction[]): Pick<CheckOptions, 'engine'> =>
  functions.some(({ problem }) => problem.kind === 'layered')
    ? { engine: createCpuEngine({ threads: 1 }) }
    : {};

/** The options as core takes them. Throws InputError for what are none. */
const checkOptionsOf = (given: CorrectGradientOptions): CheckOptions => {
  if (typeof given !== 'object' || given === null)
    throw new InputError(`The options are ${String(given)}; they must be a record, as { threshold: 1e-6 }.`);
  const { coverage, ...options } = given;
  const asked = { ...options, ...(coverage !== undefined && { coverage: coverageOf(coverage) }) };
  assertOptions(asked);
  return asked;
};

/** The coverage as core takes it. Throws InputError for any other. */
const coverageOf = (coverage: unknown): Coverage => {
  if (coverage === 'full' || coverage === 'probe') return { kind: coverage };
  if (typeof coverage === 'object' && coverage !== null && 'sample' in coverage)
    return { kind: 'sample', coordinates: coverage.sample as number };
  const given = typeof coverage === 'string' ? coverage : (JSON.stringify(coverage) ?? typeof coverage);
  throw new InputError(`Unknown coverage ${given}: it must be 'full', 'probe' or { sample: 100 }.`);
};
