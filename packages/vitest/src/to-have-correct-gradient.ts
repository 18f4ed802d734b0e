import {
  checkFunctions,
  scalarFunctions,
  type Check,
  type CheckOptions,
  type ProblemDefinition,
  type Report,
  type ScalarFunction,
} from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { openProblem } from '@gradproof/problems';
import { formatReport } from '@gradproof/report';

/** How the gradient is checked: what checkGradient takes. */
export interface CorrectGradientOptions extends Omit<CheckOptions, 'coverage'> {
  /** Every coordinate, random directions, or a sample of so many coordinates; `full` by default. */
  readonly coverage?: 'full' | 'probe' | { readonly sample: number };
}

/** The options as core takes them. */
const checkOptionsOf = ({ coverage, ...options }: CorrectGradientOptions): CheckOptions => {
  if (coverage === undefined) return options;
  const asked =
    typeof coverage === 'string'
      ? { kind: coverage }
      : { kind: 'sample' as const, coordinates: coverage.sample };
  return { ...options, ...{ coverage: asked } };
};

/** What a test runner is told. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

const isCheck = (received: object): received is Check => 'problem' in received && 'grad' in received;

/** The functions of a problem in whatever form it came, and how to be done with it. */
const functionsOf = async (
  received: unknown,
  options: CheckOptions,
): Promise<{ functions: readonly ScalarFunction[]; close: () => Promise<void> }> => {
  if (typeof received === 'string') return openProblem(received, options);
  if (typeof received === 'object' && received !== null && isCheck(received)) {
    const { problem, grad, costValue } = received;
    const only = { name: null, problem, gradient: () => Promise.resolve(grad), costValue };
    return { functions: [only], close: async () => {} };
  }
  // what is no problem is refused in there, with what it lacks
  const functions = await scalarFunctions(received as ProblemDefinition, options);
  return { functions, close: async () => {} };
};

/** A layered network is computed by the CPU engine, on one thread: test runners have workers of their own. */
const engineFor = (functions: readonly ScalarFunction[]): Pick<CheckOptions, 'engine'> =>
  functions.some(({ problem }) => problem.kind === 'layered')
    ? { engine: createCpuEngine({ threads: 1 }) }
    : {};

const check = async (received: unknown, options: CheckOptions): Promise<Report> => {
  const { functions, close } = await functionsOf(await received, options);
  try {
    return await checkFunctions(functions, { ...engineFor(functions), ...options });
  } finally {
    await close();
  }
};

/**
 * The matcher for `expect.extend`: the gradient of the problem (as defineProblem takes it, a layered `{ problem, grad }`, or the path of
 * a problem folder or module; or a promise of one) is correct. An inconclusive check fails, with and without `.not`. The message is the report.
 * Rejects with InputError for what can't be checked.
 */
export async function toHaveCorrectGradient(
  this: { readonly isNot?: boolean | undefined },
  received: unknown,
  options: CorrectGradientOptions = {},
): Promise<MatcherResult> {
  const report = await check(received, checkOptionsOf(options));
  const { verdict } = report;
  return {
    pass: this.isNot ? verdict !== 'incorrect' : verdict === 'correct',
    message: () =>
      this.isNot
        ? `expected the gradient to be incorrect, but\n\n${formatReport(report)}`
        : formatReport(report),
  };
}
