/** What users of the library need. Engines, reports and the fleet have doors of their own. */

// checking a gradient
export { checkGradient, checkFunctions } from './check/check-gradient.ts';
export { checkProblem } from './check/check-problem.ts';
export type { CheckOptions, Progress } from './contract/options.ts';
export type { Check } from './contract/check.ts';
export { givenPrecision, gradientPrecisions, precisionOfTypes } from './contract/gradient-precision.ts';
export type { ClaimPrecision, GradientPrecision } from './contract/gradient-precision.ts';
export type { Coverage, Estimate } from './contract/coverage.ts';
export { estimateWork } from './check/estimate-work.ts';

// defining what is checked
export { defineProblem } from './define/define-problem.ts';
export { scalarFunctions } from './define/scalar-functions.ts';
export type { ClaimedGradient, ScalarFunction } from './define/scalar-function.ts';
export type {
  ProblemDefinition,
  GradientProblem,
  JointProblem,
  BatchedProblem,
  LossesProblem,
  JvpProblem,
  VjpProblem,
  Awaitable,
} from './define/definition.ts';
export type { Problem, LayeredProblem, FunctionProblem } from './contract/problem.ts';

// differentiating without a gradient to check
export { numericalGradient, differentiateProblem } from './check/numerical-gradient.ts';
export type { NumericalGradient, DifferentiateOptions } from './check/numerical-gradient.ts';
export { differenceOverEpsilon } from './check/epsilon-curve.ts';
export type { EpsilonCurve } from './check/epsilon-curve.ts';

// the course's exercise
export { gradientCheck } from './classic/gradient-check.ts';
export { gradientCheckN } from './classic/gradient-check-n.ts';

// what comes out
export type { Report } from './report/report.ts';
export type { Verdict } from './judge/verdict.ts';
export type { Remedy } from './contract/remedy.ts';
export { reportToJson } from './report/report-to-json.ts';
export { reportFromJson } from './report/report-from-json.ts';

// the engine of functions; others are packages
export { createFunctionEngine } from './differentiate/textbook/function-engine.ts';
export type { Engine, Method } from './contract/engine.ts';

// asserting what comes from outside
export { assertDefinition } from './define/assert-definition.ts';
export { assertFinite } from './check/assert-finite.ts';
export { assertLabels } from './check/assert-labels.ts';
export { assertOptions } from './check/assert-options.ts';

// errors
export { CostError } from './differentiate/adaptive/cost-error.ts';

// coordinates as a check hands them out
export type { Shard } from './contract/shards.ts';
export { InputError, ShapeError } from '@gradproof/model';
